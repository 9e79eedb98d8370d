/** The setting of papers as a thread of its own runs it. */
import { work } from '../../thread/working.ts';
import { documentOf } from './document.ts';
import type { Paper } from './paper.ts';

work<Paper>(async (paper) => new Uint8Array(await documentOf(paper)));
