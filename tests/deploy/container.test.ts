/** The container: what it is made of is there, nobody in it is root, and it sees what setup made on the host. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { COUNTY_FOLDER } from '../../src/env-file.ts';
import { ENV } from '../../src/setup/env.ts';

interface Bind {
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly bind?: { readonly create_host_path?: boolean };
}
interface Service {
  readonly build: { readonly context: string; readonly dockerfile: string };
  readonly env_file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly (string | Bind)[];
  readonly read_only: boolean;
}

const compose = parse(readFileSync('deploy/compose.yaml', 'utf8')) as {
  readonly services: { readonly lianxinqiao: Service };
};
const service = compose.services.lianxinqiao;
const steps = readFileSync('deploy/Dockerfile', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return word === '' ? [] : [{ word, rest }];
  });
/** Of the last of the images, which is the one that runs. */
const last = (word: string): string => steps.filter((step) => step.word === word).at(-1)?.rest ?? '';
/** As the host has it, from the folder of the program. */
const onHost = (path: string): string => posix.join('deploy', path);
const mounts = service.volumes.map((one) => {
  const [source = '', target = ''] = typeof one === 'string' ? one.split(':') : [one.source, one.target];
  return { source: onHost(source), target, whole: one };
});

test('everything that is copied into it ships, and is not left out on the way', () => {
  expect(onHost(service.build.context)).toBe('.');
  expect(existsSync(service.build.dockerfile)).toBe(true);
  const ignored = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const sources = steps
    .filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from='))
    .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
  expect(sources).toContain('src');
  expect(sources.filter((path) => !existsSync(path))).toEqual([]);
  expect(sources.filter((path) => ignored.includes(path.replace(/^\.\//, '')))).toEqual([]);
  expect(ignored, 'the county, its keys and its record are in no image').toEqual(
    expect.arrayContaining([ENV, COUNTY_FOLDER, 'data/runtime', 'volumes']),
  );
  const command = JSON.parse(last('CMD')) as readonly string[];
  expect(existsSync(command.at(-1) ?? '')).toBe(true);
});

test('nobody in it is root, and whoever it is owns what it writes', () => {
  expect(last('USER')).toMatch(/^[a-z1-9]\w*$/);
  expect(last('USER')).not.toBe('root');
  expect(last('RUN')).toContain(`install -d -o ${last('USER')} `);
  const made = (last('RUN').split(' && ')[0] ?? '').split(' ').filter((word) => word.startsWith('/'));
  expect(made).toEqual(JSON.parse(last('VOLUME')));
});

test('it sees the folder that setup made, whole, and the settings in it', () => {
  const county = mounts.find(({ source }) => source === COUNTY_FOLDER);
  expect(county?.target).toBe(posix.join(last('WORKDIR'), COUNTY_FOLDER));
  expect(county?.whole, 'an empty one that Docker makes would pass for a county').toMatchObject({
    bind: { create_host_path: false },
  });
  expect(onHost(service.env_file)).toBe(join(COUNTY_FOLDER, ENV));
  // A single file that is mounted cannot be renamed over.
  expect(mounts.filter(({ source }) => posix.extname(source) !== '')).toEqual([]);
  const { DATA_DIR, BACKUP_DIR } = service.environment;
  const targets = mounts.map(({ target }) => target);
  expect(targets).toEqual(expect.arrayContaining([DATA_DIR, BACKUP_DIR]));
  expect([DATA_DIR, BACKUP_DIR]).toEqual(JSON.parse(last('VOLUME')));
  for (const name of ['DATA_DIR', 'BACKUP_DIR'] as const)
    expect(last('ENV').split(' ')).toContain(`${name}=${service.environment[name]}`);
  expect(service.read_only).toBe(true);
});
