/** The figures side by side with their targets: as a table to read, or as one JSON object. */
import type { Machine } from './machine.ts';

export interface Figure {
  /** For programs that read the JSON: `receive.p50`, … */
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** The echo bot in the same place, where the comparison means something. */
  readonly echo?: number;
  /** Left out: reported only. */
  readonly target?: Target;
}

export type Target =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  /** At least this share of what the echo bot does. */
  | { readonly ofEcho: number };

export type Verdict = 'ok' | 'over' | '—';

export interface Report {
  readonly machine: Machine;
  readonly figures: readonly Figure[];
  /** What was measured how, and what was left out. */
  readonly notes: readonly string[];
  readonly seconds: number;
}

/** `over`: the target is missed, on whichever side it lies. */
export function verdictOf({ ours, echo, target }: Figure): Verdict {
  if (!target) return '—';
  if ('atMost' in target) return ours <= target.atMost ? 'ok' : 'over';
  const least = 'atLeast' in target ? target.atLeast : target.ofEcho * (echo ?? Number.NaN);
  return ours >= least ? 'ok' : 'over';
}

export function jsonOf({ figures, ...rest }: Report): string {
  return JSON.stringify({ ...rest, figures: figures.map((one) => ({ ...one, verdict: verdictOf(one) })) });
}

export function tableOf({ machine, figures, notes, seconds }: Report): string {
  const rows = [
    ['figure', 'ours', 'echo bot', 'target', 'verdict'],
    ...figures.map((one) => [
      one.what,
      inWords(one.ours, one.unit),
      one.echo === undefined ? '' : inWords(one.echo, one.unit),
      targetInWords(one),
      verdictOf(one),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat(widths[column]! - widthOf(cell));
        return column >= 1 && column <= 3 ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, '-'.repeat(Math.max(...lines.map(widthOf))));
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.system}`,
    `4 kB write + fdatasync: p50 ${round(machine.fsync.p50)} ms, p99 ${round(machine.fsync.p99)} ms; ` +
      `load before: ${machine.load.map((one) => one.toFixed(1)).join(' ')}`,
    '',
    ...lines,
    '',
    ...notes.map((note) => `· ${note}`),
    `· ${Math.round(seconds)} s in all`,
  ].join('\n');
}

function targetInWords({ target, unit }: Figure): string {
  if (!target) return '';
  if ('atMost' in target) return `≤ ${inWords(target.atMost, unit)}`;
  if ('atLeast' in target) return `≥ ${inWords(target.atLeast, unit)}`;
  return `≥ ${target.ofEcho} × echo bot`;
}

function inWords(value: number, unit: string): string {
  return unit === '' ? round(value) : `${round(value)} ${unit}`;
}

/** Three digits that matter. */
function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** Columns on a terminal; Chinese takes two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/u.test(sign) ? 2 : 1), 0);
}
