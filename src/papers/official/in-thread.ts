/** The setting of papers as a thread of its own runs it. */
import { work } from '../../thread/working.ts';
import type { PaperJob, PaperSet } from './apart.ts';
import { documentOf } from './document.ts';
import { onTemplate, TemplateFault } from './template.ts';

work<PaperJob>(async ({ paper, template }): Promise<PaperSet> => {
  if (template === null) return { bytes: new Uint8Array(await documentOf(paper)), fault: null };
  try {
    return { bytes: new Uint8Array(await onTemplate(template, paper)), fault: null };
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return { bytes: new Uint8Array(await documentOf(paper)), fault: error.message };
  }
});
