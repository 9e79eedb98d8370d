#!/usr/bin/env bash
# 连心桥离线安装。在解开的安装包里运行，不需要 root，也不需要外网：
#
#   ./install.sh [安装目录]              安装或升级，默认装在 ~/lianxinqiao
#   ./install.sh --rollback [安装目录]   退回上一个版本
#
# 安装目录里：versions/ 各个版本，current 指向在用的；data/ 数据，backups/ 备份，.env 设置，county/ 本县的文件，升级都不动。
set -euo pipefail
umask 077
here="$(cd "$(dirname "$0")" && pwd)"

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

rollback=no
if [ "${1:-}" = --rollback ]; then rollback=yes; shift; fi
if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0; fi
target="${1:-$HOME/lianxinqiao}"
case "$target" in /*) ;; *) target="$PWD/$target" ;; esac

# Points a link at something else in one step: a program that starts meanwhile finds the one or the other.
point() { ln -s "$2" "$1.new" && mv -T "$1.new" "$1"; }

if [ "$rollback" = yes ]; then
  [ -L "$target/previous" ] || fail "没有可以退回的版本：$target/previous 不存在。"
  now="$(readlink "$target/current")"
  before="$(readlink "$target/previous")"
  point "$target/current" "$before"
  point "$target/previous" "$now"
  say "已退回 ${before#versions/}（原来是 ${now#versions/}）。请重新启动程序。"
  say "如果它说数据由更新版本的程序写入，就恢复升级前的备份：见 docs/手册.md“升级和退回”。"
  exit 0
fi

version="$(cat "$here/VERSION")"
arch="$(cat "$here/ARCH")"
case "$(uname -m)" in x86_64 | amd64) machine=x64 ;; aarch64 | arm64) machine=arm64 ;; *) machine="$(uname -m)" ;; esac
[ "$machine" = "$arch" ] || fail "这个安装包是给 $arch 的，本机是 $machine。请换对应的安装包。"

say "核对安装包……"
(cd "$here" && sha256sum --quiet -c SHA256SUMS) || fail "安装包不完整，没有安装。请重新拷贝。"
"$here/node/bin/node" --version >/dev/null 2>&1 ||
  fail "本机运行不了随带的 Node.js：系统太旧（要 glibc 2.28 以上：麒麟 V10、统信 20、openEuler、Debian 10 以上）。CentOS 7 请用容器。"

fresh="$target/versions/$version"
[ ! -e "$fresh" ] || fail "$version 已经装在 $fresh。要重装，先把它移走。"
mkdir -p "$target/versions" "$target/data" "$target/backups"
# Real work and rehearsals, apart as ever; where each version looks for them.
folders=(runtime rehearsal demo-month)
for folder in "${folders[@]}"; do mkdir -p "$target/data/$folder"; done

if [ -L "$target/current" ] && ls "$target"/data/runtime/journal-* >/dev/null 2>&1; then
  say "升级前备份……"
  (cd "$target/current/program" && PATH="$target/current/node/bin:$PATH" DATA_DIR="$target/data/runtime" npm run -s backup -- "$target/backups") ||
    fail "备份没有做成，没有升级。"
fi

say "安装 $version……"
rm -rf "$fresh.part"
mkdir "$fresh.part"
cp -R "$here/program" "$here/node" "$here/VERSION" "$here/SHA256SUMS" "$fresh.part/"

# What a county has changed goes with it. Where what ships has changed as well, the new one lies beside it.
if [ -L "$target/current" ]; then
  old="$target/current"
  while read -r sum path; do
    case "$path" in ./program/data/*.yaml | ./program/flows/*) ;; *) continue ;; esac
    [ -f "$old/$path" ] || continue
    mine="$(sha256sum "$old/$path" | cut -d' ' -f1)"
    [ "$mine" != "$sum" ] || continue
    if [ -f "$fresh.part/$path" ] && [ "$(sha256sum "$fresh.part/$path" | cut -d' ' -f1)" != "$sum" ]; then
      cp "$fresh.part/$path" "$fresh.part/$path.shipped"
      say "注意：${path#./program/} 您改过，新版也改了。照您的用，新版的放在旁边（.shipped），请对照。"
    fi
    cp "$old/$path" "$fresh.part/$path"
  done <"$old/SHA256SUMS"
  # The county's folder (npm run setup) moves out of the version it was made in; that one finds it there too.
  if [ -d "$old/program/county" ] && [ ! -L "$old/program/county" ]; then
    mv "$old/program/county" "$target/county"
    ln -s "$target/county" "$old/program/county"
  fi
  # Files of the county's own: no version ships them.
  (cd "$old/program" && find -P data flows -name '*.yaml' -type f) | while read -r path; do
    grep -qF "  ./program/$path" "$old/SHA256SUMS" || { mkdir -p "$fresh.part/program/$(dirname "$path")"; cp "$old/program/$path" "$fresh.part/program/$path"; }
  done
fi

if [ ! -e "$target/.env" ]; then
  cat >"$target/.env" <<ENV
# 每一项怎么填，见 current/program/.env.example。
BACKUP_DIR=$target/backups
ENV
fi
ln -s "$target/.env" "$fresh.part/program/.env"
for folder in "${folders[@]}"; do ln -s "$target/data/$folder" "$fresh.part/program/data/$folder"; done
if [ -d "$target/county" ]; then ln -s "$target/county" "$fresh.part/program/county"; fi
mv -T "$fresh.part" "$fresh"
if [ -L "$target/current" ]; then point "$target/previous" "$(readlink "$target/current")"; fi
point "$target/current" "versions/$version"

mkdir -p "$target/bin"
cat >"$target/bin/lianxinqiao" <<RUN
#!/bin/sh
# lianxinqiao：启动；lianxinqiao 命令 …：npm run 命令 -- …（backup、restore、roster、verify……）
cd "$target/current/program" || exit 1
PATH="$target/current/node/bin:\$PATH"
export PATH
if [ \$# -eq 0 ]; then exec node --import tsx src/main.ts; fi
command="\$1"
shift
exec npm run -s "\$command" -- "\$@"
RUN
chmod 700 "$target/bin/lianxinqiao"

if [ "$(id -u)" != 0 ] && systemctl --user show-environment >/dev/null 2>&1; then
  units="${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user"
  mkdir -p "$units"
  cat >"$units/lianxinqiao.service" <<UNIT
[Unit]
Description=连心桥

[Service]
ExecStart=$target/bin/lianxinqiao
Restart=always
RestartSec=10
TimeoutStopSec=30

[Install]
WantedBy=default.target
UNIT
  systemctl --user daemon-reload
  say "已写好用户服务。开机自动运行：systemctl --user enable --now lianxinqiao，并请系统管理员运行 loginctl enable-linger $(id -un)"
fi
say "已装好 $version。设置写在 $target/.env；启动：$target/bin/lianxinqiao"
say "系统服务（root）的写法见 $target/current/program/deploy/lianxinqiao.service。升级的，请重新启动程序。"
