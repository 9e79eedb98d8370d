/** What is wrong with a settings file, in the words of whoever edits it: YAML's own faults and the schema's. */
import { type Document, isScalar, visit, type YAMLParseError } from 'yaml';
import { z } from 'zod';

export const TWICE = '同一项写了两遍，请删去一个';

const BY_CODE: Readonly<Partial<Record<YAMLParseError['code'], string>>> = {
  BAD_INDENT: '缩进不对，请用空格与同级的行对齐',
  TAB_AS_INDENT: '缩进用了制表符（Tab），请改成空格',
  DUPLICATE_KEY: TWICE,
  MULTIPLE_DOCS: '文件里有几份设置（用“---”隔开），请只留一份',
  MULTIPLE_ANCHORS: '“&”开头的值请加引号',
  TAG_RESOLVE_FAILED: '“!”开头的值请加引号',
  MISSING_CHAR: '少了引号、括号或冒号，请看这一行和上一行',
  BLOCK_AS_IMPLICIT_KEY: '一行里写了两项，或值里有冒号而没有加引号',
  MULTILINE_IMPLICIT_KEY: '这一行或上一行没有写完，多半是少了冒号、引号或括号',
  UNEXPECTED_TOKEN: '有多余的符号，请看这一行和上一行',
  BAD_ALIAS: '“*”开头的值请加引号',
  BAD_SCALAR_START: '值不能以这个符号开头，请加引号',
};

/** How many lines back the slip may stand that a fault comes of. */
const LOOK_BACK = 2;
/** Beyond that nobody wrote the line by hand. */
const LONGEST_LINE = 10_000;

/** One fault of the YAML itself; `lines` of the file, `line` from 1. Signs of a Chinese keyboard are named first. */
export function yamlFault({ code, message }: YAMLParseError, lines: readonly string[], line: number): string {
  const near = lines
    .slice(Math.max(0, line - 1 - LOOK_BACK), line)
    .map((one) => withoutComment(one.slice(0, LONGEST_LINE)));
  if (near.some((one) => /^\s*\t/u.test(one))) return BY_CODE.TAB_AS_INDENT ?? message;
  if (near.some((one) => one.includes('：') && !/[:"']/u.test(one))) {
    return '冒号写成了全角“：”，请改成半角“:”，后面空一格';
  }
  if (near.some((one) => hasAfterOpening(one, '，'))) return '逗号写成了全角“，”，请改成半角“,”';
  if (near.some((one) => isOpen(one))) return '括号没有成对，或里面少了逗号，请看这一行和上一行';
  return BY_CODE[code] ?? message.split('\n')[0] ?? code;
}

/** An alias (`*x`) that leads nowhere, or too far. */
export function aliasFault({ message }: Error): string {
  const name = /alias[^:]*: (.+)/u.exec(message)?.[1];
  return name === undefined
    ? '“*”引用的内容展开后太大，请直接写出来'
    : `“*${name}”没有对应的“&${name}”；以“*”开头的值请加引号`;
}

/** More brackets are opened than closed, or the other way round. */
function isOpen(line: string): boolean {
  const count = (signs: RegExp): number => line.match(signs)?.length ?? 0;
  return count(/[{[]/gu) !== count(/[}\]]/gu);
}

/** Not by a pattern, which would begin again at each bracket. */
function hasAfterOpening(line: string, sign: string): boolean {
  const opening = line.search(/[{[]/u);
  return opening >= 0 && line.includes(sign, opening);
}

function withoutComment(line: string): string {
  return line.replace(/(?:^|\s)#.*$/u, '');
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表（每行以“- ”开头，或写成 [甲, 乙]）',
  object: '一组设置（每行“名称: 值”）',
  record: '一组设置（每行“名称: 值”）',
};

const chinese = z.locales.zhCN().localeError;

/** What the schema finds, where it has no words of its own for it. */
export const settingsFault: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && issue.input === undefined) return '缺少这一项，请补上';
  if (issue.code === 'invalid_type') return `应为${TYPES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value')
    return `应为 ${issue.values.map(String).join('、')}${issue.values.length > 1 ? ' 之一' : ''}`;
  return chinese(issue);
};

/**
 * Lists in brackets whose items a Chinese keyboard has parted: `[停电，跳闸]` is one word for YAML, which nobody says.
 * A quoted item may hold what it likes.
 */
export function commaFaults(document: Document): readonly { offset: number; message: string }[] {
  const faults: { offset: number; message: string }[] = [];
  visit(document, {
    Seq(_place, { items, flow }) {
      if (flow !== true) return;
      for (const item of items) {
        if (!isScalar(item) || item.type !== 'PLAIN' || typeof item.value !== 'string') continue;
        if (!item.value.includes('，')) continue;
        const message = `列表里的逗号写成了全角“，”，“${clipped(item.value)}”成了一个词。请改成半角“,”；本来就是一个词的，加引号`;
        faults.push({ offset: item.range?.[0] ?? 0, message });
      }
    },
  });
  return faults;
}

function clipped(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
