#!/usr/bin/env bash
# deploy/bundle.sh [x64|arm64] [FOLDER]: makes the offline bundle for servers without internet: the program, its
# packages, Node.js and npm, and their checksums, as lianxinqiao-VERSION-linux-ARCH.tar.gz in FOLDER (default: dist).
# Packages come by package-lock.json and deploy/node/package-lock.json, so every byte has a checksum before it is packed.
# Runs on any Linux with Node.js and npm; the other kind of server than this one can be packed for, too.
set -euo pipefail
cd "$(dirname "$0")/.."

arch="${1:-x64}"
out="$(mkdir -p "${2:-dist}" && cd "${2:-dist}" && pwd)"
case "$arch" in x64 | arm64) ;; *) echo "usage: deploy/bundle.sh [x64|arm64] [FOLDER]" >&2; exit 2 ;; esac

version="$(node -p "require('./package.json').version")"
name="lianxinqiao-$version-linux-$arch"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
root="$work/$name"
mkdir -p "$root/program"

# No script of any package runs while it is packed: what needs one has its binary along.
fetch=(npm ci --omit=dev --ignore-scripts --no-audit --no-fund --os=linux "--cpu=$arch" --libc=glibc)

# What the program writes, and what a county has set here, stays here.
tar --exclude='data/runtime' --exclude='data/rehearsal' --exclude='data/demo-month' --exclude='*.bak' --exclude='node_modules' \
  -cf - package.json package-lock.json tsconfig.json .env.example README.md CHANGELOG.md LICENSE src flows data docs deploy |
  tar -C "$root/program" -xf -
(cd "$root/program" && "${fetch[@]}")

mkdir "$work/node"
cp deploy/node/package.json deploy/node/package-lock.json "$work/node"
(cd "$work/node" && "${fetch[@]}")
mkdir -p "$root/node/bin" "$root/node/lib/node_modules"
cp "$work/node/node_modules/node-linux-$arch/bin/node" "$root/node/bin/node"
cp "$work/node/node_modules/node-linux-$arch/LICENSE" "$root/node/LICENSE"
cp -R "$work/node/node_modules/npm" "$root/node/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/node/bin/npm"
chmod +x "$root/node/bin/node" "$root/node/lib/node_modules/npm/bin/npm-cli.js"

cp deploy/install.sh "$root/install.sh"
echo "$version" >"$root/VERSION"
echo "$arch" >"$root/ARCH"
(cd "$root" && find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS)

# The same program packed twice is the same file.
tar -C "$work" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -n >"$out/$name.tar.gz"
(cd "$out" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
echo "$out/$name.tar.gz"
