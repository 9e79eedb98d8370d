/** 名册: taken as a workbook, handed in again, looked at, and only then written. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { hashOfFile } from '../../../county/file-hash.ts';
import {
  exportRoster,
  importRoster,
  type RosterText,
  readRosterText,
  replaceRoster,
} from '../../../county/roster-book.ts';
import { parseRoster } from '../../../county/roster-file.ts';
import { lostWith } from '../../../desk/operation/settings.ts';
import { othersInWords } from '../../../desk/people/who-is-who.ts';
import type { OnRecord } from '../../../domain/other-names.ts';
import { mayBringIn } from '../../../domain/permissions.ts';
import type { Roster } from '../../../domain/roster.ts';
import { dayOf } from '../../../domain/time.ts';
import { fieldsOf, filesOf, textOf } from '../../routes/fields.ts';
import { sentFile, XLSX } from '../download.ts';
import { limitedBook, readHandedIn } from '../handed-in.ts';
import { createPreviews } from '../previews.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { rosterDonePage, rosterPage, rosterPreviewPage } from '../views/roster.ts';
import { troublePage } from '../views/trouble.ts';

interface Preview {
  readonly was: RosterText;
  readonly text: string;
}

export function rosterRoutes(site: Site): Hono<Signed> {
  const { parts, rosterFile, rehearsal } = site;
  const previews = createPreviews<Preview>(parts.clock);
  const app = new Hono<Signed>();
  app.use('/roster/*', async (context, next) => {
    if (!mayBringIn(context.get('reader').roles)) {
      return context.html(troublePage('名册由调度员和管理员维护。请回首页重新选择。'), 404);
    }
    return next();
  });

  app.get('/roster', (context) => begin(context, []));

  app.get('/roster/roster.xlsx', async (context) => {
    const bytes = await exportRoster(readRosterText(rosterFile));
    return sentFile(context, bytes, XLSX, `名册 ${dayOf(parts.clock.now())}.xlsx`);
  });

  app.post('/roster', limitedBook, async (context) => {
    const reader = context.get('reader');
    const [file] = filesOf((await fieldsOf(context)).file);
    if (!file) return begin(context, ['还没有选文件。请选填好的名册表格（.xlsx）再上传。'], 400);
    const was = readRosterText(rosterFile);
    const read = await readIn(file, was, await parts.store.office());
    if ('faults' in read) return begin(context, read.faults, 400);
    const { changes, doubts, text } = read;
    const lost = (await lostWith(rosterIn(was.file, text), parts.store)).filter(
      ({ ticket }) => !ticket.confidential,
    );
    const faults = contactsGone(rosterIn(was.file, was.text), rosterIn(was.file, text));
    const isWritable = changes.length > 0 && lost.length === 0 && faults.length === 0 && !rehearsal;
    const token = isWritable ? previews.keep(reader.person.id, { was, text }) : null;
    return context.html(
      rosterPreviewPage({ site, reader, name: file.name, changes, doubts, lost, faults, token }),
    );
  });

  app.post('/roster/confirm', limitedBook, async (context) => {
    const reader = context.get('reader');
    const token = textOf((await fieldsOf(context)).token);
    const preview = previews.of(token, reader.person.id);
    if (!preview) {
      return begin(context, ['这次预览已经过期，没有写入。请重新上传，再看一遍改动。'], 409);
    }
    const { was, text } = preview;
    // Pressed twice: it is written already.
    const now = readRosterText(rosterFile);
    if (now.text !== text) {
      // Since the preview somebody may have got a ticket, or another name on record.
      const roster = rosterIn(was.file, text);
      if (othersInWords(roster, await parts.store.office()).length > 0)
        return begin(context, ['预览以后，在案的姓名有了改动，没有写入。请重新上传，看是哪几处。'], 409);
      const lost = await lostWith(roster, parts.store);
      if (lost.length > 0) {
        return begin(
          context,
          ['预览以后，有要删去的部门、人员或企业又有了在办件，没有写入。请重新上传，看是哪几件。'],
          409,
        );
      }
      if (!replaceRoster(was, text)) {
        previews.drop(token);
        return begin(context, ['预览以后，名册文件被别人改过，没有写入。请重新下载名册，改好再上传。'], 409);
      }
      parts.log.info({ person: reader.person.id }, '网页上导入了名册，重启后生效');
    }
    return context.html(rosterDonePage({ site, reader }));
  });

  async function begin(
    context: Context<Signed>,
    faults: readonly string[],
    status: 200 | 400 | 409 = 200,
  ): Promise<Response> {
    const { settings } = await parts.store.office();
    const waits = settings.roster !== undefined && settings.roster !== hashOfFile(rosterFile);
    return context.html(rosterPage({ site, reader: context.get('reader'), faults, waits }), status);
  }

  function readIn(file: File, was: RosterText, onRecord: OnRecord) {
    const wrongNow = '名册文件现在就有错，不能导入。请管理员先在服务器上运行 npm run roster 查看并改好。';
    return readHandedIn(
      file,
      (bytes) => importRoster(bytes, was, dayOf(parts.clock.now()), onRecord),
      wrongNow,
    );
  }

  return app;
}

function rosterIn(file: string, text: string): Roster {
  return parseRoster(file, text);
}

/** Whether a contact has a report in hand is nobody's business on a page, so none is taken out here. */
function contactsGone(before: Roster, after: Roster): readonly string[] {
  return [...before.discipline, ...before.disciplineAbove]
    .filter(({ id }) => !after.person(id))
    .map(({ name }) => `纪检联系人${name}不能在网页上删去或换人。请管理员在服务器上改。`);
}
