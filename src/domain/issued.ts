/** 督办通知单 and 催办通知 that were issued: each has its number and its text for ever. */
import { dayOf, type Instant, yearOf } from './time.ts';

export type PaperKind = 'supervise' | 'urge';

/** What an issued paper is about: the same again is the same paper. */
export interface IssuedPaper {
  readonly kind: PaperKind;
  /** 〔year〕serial号, of one series for both kinds; a serial is given once a year. */
  readonly year: number;
  readonly serial: number;
  readonly department: string;
  readonly tickets: readonly number[];
  readonly at: Instant;
  /** The person who had it issued. */
  readonly by: string;
  /** The .docx among the kept files. */
  readonly file: { readonly sha256: string; readonly name: string };
}

/** By what each is about. */
export type IssuedPapers = Readonly<Record<string, IssuedPaper>>;

/** The number of the next paper. A clock that was set back takes no number again. */
export function nextNumber(papers: IssuedPapers, at: Instant): Pick<IssuedPaper, 'year' | 'serial'> {
  const year = yearOf(dayOf(at));
  const given = Object.values(papers).filter((paper) => paper.year === year);
  return { year, serial: Math.max(0, ...given.map(({ serial }) => serial)) + 1 };
}

/** The newest first. */
export function papersWhere(
  papers: IssuedPapers,
  is: (paper: IssuedPaper) => boolean,
): readonly IssuedPaper[] {
  return Object.values(papers)
    .filter(is)
    .sort((a, b) => b.at - a.at || b.serial - a.serial);
}
