/** What an upgrade brings, for whoever looks after the county's own words. */
import type { ShippedChange } from './shipped.ts';

const MOST_LISTED = 300;
const LONGEST = 200;

export function diffInWords(changes: readonly ShippedChange[]): string {
  if (changes.length === 0) return '随程序带的设置和上次看过时一样。';
  const covered = changes.filter(({ own }) => own !== undefined);
  const rest = changes.filter(({ own }) => own === undefined);
  const of = (kind: ShippedChange['kind']): readonly ShippedChange[] =>
    rest.filter((one) => one.kind === kind);
  return [
    ...section('本县改过的地方，随程序带的也变了（现在用的是本县的，请看要不要跟着改）', covered, (one) => [
      one.place,
      ...(one.kind === 'added' ? [] : [`  原来带的：${shown(one.before)}`]),
      `  现在带的：${one.kind === 'removed' ? '没有了，本县的这一处已用不上，可以删去' : shown(one.now)}`,
      `  本县写的：${shown(one.own)}`,
    ]),
    ...section('新增的，已经在用', of('added'), (one) => [`${one.place}：${shown(one.now)}`]),
    ...section('改了的，已经在用', of('changed'), (one) => [
      `${one.place}：${shown(one.before)} → ${shown(one.now)}`,
    ]),
    ...section('没有了的', of('removed'), (one) => [one.place]),
    '看过了，运行 npm run setup -- --diff --seen，以后只说这以后的变化。',
  ].join('\n');
}

function section(
  title: string,
  changes: readonly ShippedChange[],
  lines: (change: ShippedChange) => readonly string[],
): readonly string[] {
  if (changes.length === 0) return [];
  const more = changes.length - MOST_LISTED;
  return [
    `${title}：${changes.length} 处`,
    ...changes
      .slice(0, MOST_LISTED)
      .flatMap(lines)
      .map((line) => `  ${line}`),
    ...(more > 0 ? [`  ……另有 ${more} 处`] : []),
    '',
  ];
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = (text ?? '').replaceAll('\n', '⏎');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
