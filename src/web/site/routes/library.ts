/** 政策库 as a workbook: taken, handed in again, looked at, and only then written; a department changes its own policies. */
import { readFileSync } from 'node:fs';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { hashOfFile } from '../../../county/file-hash.ts';
import { inUse, replaceOwn } from '../../../county/own-file.ts';
import {
  exportPolicies,
  importPolicies,
  type PoliciesImport,
  type PolicyParts,
} from '../../../county/policies-book.ts';
import { mayChangeLibrary, mayChangePolicy } from '../../../domain/arrangements/policies.ts';
import { dayOf } from '../../../domain/time.ts';
import type { PolicyChange } from '../../../papers/policies/changes.ts';
import { fieldsOf, filesOf, textOf } from '../../routes/fields.ts';
import { sentFile, XLSX } from '../download.ts';
import { limitedBook, readHandedIn } from '../handed-in.ts';
import { createPreviews } from '../previews.ts';
import type { Reader, Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { libraryDonePage, libraryPage, libraryPreviewPage } from '../views/library.ts';
import { troublePage } from '../views/trouble.ts';

interface Preview {
  readonly was: string;
  readonly text: string;
}

export function libraryRoutes(site: Site): Hono<Signed> {
  const { parts, policiesFile, rehearsal } = site;
  const previews = createPreviews<Preview>(parts.clock);
  const app = new Hono<Signed>();
  app.use('/library/*', async (context, next) => {
    if (!mayChangeLibrary(context.get('reader').person.id, parts.roster)) {
      return context.html(troublePage('政策库由专班、管理员和各责任部门维护。请回首页重新选择。'), 404);
    }
    return next();
  });

  app.get('/library', (context) => begin(context, []));

  app.get('/library/policies.xlsx', async (context) => {
    const bytes = await exportPolicies(inUse(policiesFile), await bookParts());
    return sentFile(context, bytes, XLSX, `政策库 ${dayOf(parts.clock.now())}.xlsx`);
  });

  app.post('/library', limitedBook, async (context) => {
    const reader = context.get('reader');
    const [file] = filesOf((await fieldsOf(context)).file);
    if (!file) return begin(context, ['还没有选文件。请选填好的政策表格（.xlsx）再上传。'], 400);
    const was = readFileSync(inUse(policiesFile), 'utf8');
    const read = await readIn(file, was);
    if ('faults' in read) return begin(context, read.faults, 400);
    const { changes, doubts, text, version } = read;
    const faults = ofOthers(changes, reader);
    const isWritable = changes.length > 0 && faults.length === 0 && !rehearsal;
    const token = isWritable ? previews.keep(reader.person.id, { was, text }) : null;
    return context.html(
      libraryPreviewPage({ site, reader, name: file.name, version, changes, doubts, faults, token }),
    );
  });

  app.post('/library/confirm', limitedBook, async (context) => {
    const reader = context.get('reader');
    const token = textOf((await fieldsOf(context)).token);
    const preview = previews.of(token, reader.person.id);
    if (!preview) {
      return begin(context, ['这次预览已经过期，没有写入。请重新上传，再看一遍改动。'], 409);
    }
    const { was, text } = preview;
    // Pressed twice: it is written already.
    if (readFileSync(inUse(policiesFile), 'utf8') !== text) {
      if (!replaceOwn(policiesFile, was, text)) {
        previews.drop(token);
        return begin(context, ['预览以后，政策库被别人改过，没有写入。请重新下载，改好再上传。'], 409);
      }
      parts.log.info({ person: reader.person.id }, '网页上导入了政策库，重启后生效');
    }
    return context.html(libraryDonePage({ site, reader }));
  });

  async function begin(
    context: Context<Signed>,
    faults: readonly string[],
    status: 200 | 400 | 409 = 200,
  ): Promise<Response> {
    const { settings } = await parts.store.office();
    const waits = settings.policies !== undefined && settings.policies !== hashOfFile(inUse(policiesFile));
    return context.html(libraryPage({ site, reader: context.get('reader'), faults, waits }), status);
  }

  /** Each limit of a policy is looked at with the flow that its tickets have. */
  async function bookParts(): Promise<PolicyParts> {
    const { flowsOnRecord } = await parts.store.office();
    const flow = flowsOnRecord[parts.flowVersions.policy];
    if (!flow) throw new Error(`the flow ${parts.flowVersions.policy} is not on record`);
    return { roster: parts.roster, flow };
  }

  async function readIn(file: File, was: string): Promise<PoliciesImport> {
    const wrongNow = '政策库文件现在就有错，不能导入。请管理员先在服务器上运行 npm run policies 查看并改好。';
    const book = await bookParts();
    return readHandedIn(file, (bytes) => importPolicies(bytes, policiesFile.own, was, book), wrongNow);
  }

  function ofOthers(changes: readonly PolicyChange[], { person }: Reader): readonly string[] {
    return changes
      .filter(({ of }) => !of.every((department) => mayChangePolicy(person.id, { department }, parts.roster)))
      .map(({ text }) => `不是您部门的政策，请改回原样：${text}`);
  }

  return app;
}
