/** 待办: what waits for the reader, by next step and light, and what they wait for. */
import { rectificationsIn } from '../../../desk/arrangements/rectifications/facts.ts';
import { seesTheWhole } from '../../../desk/lists/standings.ts';
import { askInWords } from '../../../dialogue/lists.ts';
import { clip } from '../../../dialogue/text.ts';
import { enterpriseName, liaisonName, marked, type View } from '../../../dialogue/view.ts';
import { mayAtCouncil } from '../../../domain/arrangements/council-permissions.ts';
import { isConcernedByFinance } from '../../../domain/arrangements/finance-permissions.ts';
import { isConcerned } from '../../../domain/arrangements/inspection-permissions.ts';
import { mayPowers } from '../../../domain/arrangements/power-permissions.ts';
import { mayPropose, mayReadTheme } from '../../../domain/arrangements/rectification-permissions.ts';
import { mayVisits } from '../../../domain/arrangements/visit-permissions.ts';
import type { AskKind } from '../../../domain/asked-of.ts';
import { masked } from '../../../domain/masked.ts';
import type { Office } from '../../../domain/office.ts';
import { mayBringIn } from '../../../domain/permissions.ts';
import type { Role } from '../../../domain/roster.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import { LIGHTS, type LightColour, type OwnWork, type Waiting } from '../next.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';
import { rows } from './rows.ts';

/** Of one step, or of what lies with others; the rest is found by a search. */
const SHOWN = 60;
const MATTER = 60;

const STEPS: Readonly<Record<AskKind, string>> = {
  dispatch: '等我分办',
  sign: '等我签收',
  feedback: '等我首次反馈',
  resolve: '等我办结',
  report: '等我报挂账进展',
  decide: '等我审批',
  callBack: '等我回访',
  assist: '等我回复协办',
  plan: '等我办的步骤',
  order: '等我回复督办、批示',
  escalate: '等我顶格推进',
  rate: '等我评价',
  supply: '等我补充材料',
};
/** A colour alone says nothing to some. */
const NAMES: Readonly<Record<LightColour, readonly [string, string]>> = {
  red: ['红灯', '已过时限'],
  yellow: ['黄灯', '今天或下个工作日到期'],
  green: ['绿灯', '还有时间'],
};

/** Pages of the arrangements, and who sees them. */
const ARRANGEMENTS: readonly {
  readonly path: string;
  readonly name: string;
  sees(reader: Reader, site: Site, office: Office): boolean;
}[] = [
  {
    path: '/events',
    name: '政企活动',
    sees: anyOf('member', 'liaison', 'backup', 'head', 'dispatcher', 'leader'),
  },
  {
    path: '/visits',
    name: '走访（入企服务）',
    sees: ({ person }, { parts }) => mayVisits('list', person.id, parts.roster),
  },
  { path: '/policies', name: '惠企政策', sees: () => true },
  {
    path: '/guides',
    name: '帮办',
    sees: anyOf('member', 'liaison', 'backup', 'head', 'dispatcher', 'leader'),
  },
  {
    path: '/inspections',
    name: '入企检查',
    sees: ({ person }, { parts }) => isConcerned(person.id, parts.roster, parts.inspections),
  },
  {
    path: '/powers',
    name: '权责清单',
    sees: ({ person }, { parts }) => mayPowers('list', person.id, parts.roster),
  },
  { path: '/platform', name: '别的平台的数据', sees: anyOf('dispatcher', 'leader', 'operator') },
  {
    path: '/councils',
    name: '调度会',
    sees: ({ person }, { parts }) => mayAtCouncil('see', person.id, parts.roster),
  },
  {
    path: '/themes',
    name: '专项整改',
    sees: ({ person }, { parts: { roster } }, office) =>
      mayPropose(person.id, roster) ||
      rectificationsIn(office).some((one) => mayReadTheme(one, person.id, roster)),
  },
  {
    path: '/finance',
    name: '政银企对接',
    sees: ({ person }, { parts }) => isConcernedByFinance(person.id, parts.roster),
  },
];

function anyOf(...wanted: readonly Role[]): (reader: Reader) => boolean {
  return ({ roles }) => wanted.some((role) => roles.has(role));
}

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly work: OwnWork;
  /** Only these are shown; null: all. */
  readonly only: LightColour | null;
  /** Which arrangements there are, for those who see some of them alone. */
  readonly office: Office;
  readonly view: View;
}

export function homePage({ site, reader, work, only, office, view }: Page): Html {
  const { steps, lights, others } = work;
  const count = lights.red + lights.yellow + lights.green;
  return framed({
    site,
    reader,
    title: '待办',
    place: 'home',
    live: true,
    body: html`<h1>待办 <small>${count} 件</small></h1>
${count > 0 && lightsNav(lights, only)}
${count === 0 ? html`<p class="empty">没有等您办的。${reader.roles.has('member') && html`有困难，在“<a href="${BASE}/talk">说一句</a>”里直接说。`}</p>` : steps.size === 0 && html`<p class="empty">没有${NAMES[only ?? 'green'][0]}的。</p>`}
${[...steps].map(([kind, waiting]) => step(kind, waiting, reader, view))}
${others.length > 0 && html`<h2>等别人办的 <small>${others.length} 件</small></h2>${rows(others.slice(0, SHOWN), view, '')}${more(others.length)}`}
${(mayBringIn(reader.roles) || seesTheWhole(reader)) && html`<p class="take">${mayBringIn(reader.roles) && html`<a href="${BASE}/roster">名册</a>　`}<a href="${BASE}/past">以前的台账（导入）</a></p>`}
${arrangements(reader, site, office)}`,
  });
}

/** What the county arranges beside the tickets, for those who may see it. */
function arrangements(reader: Reader, site: Site, office: Office): Html | false {
  const pages = ARRANGEMENTS.filter((one) => one.sees(reader, site, office));
  return (
    pages.length > 0 &&
    html`<ul class="ready" aria-label="其他安排">${pages.map(({ path, name }) => html`<li><a href="${BASE}${path}">${name}</a></li>`)}</ul>`
  );
}

function lightsNav(lights: OwnWork['lights'], only: LightColour | null): Html {
  return html`<ul class="lights" aria-label="按灯看">${LIGHTS.map((one) => {
    const [name, why] = NAMES[one];
    return html`<li class="${one}"><a href="${BASE}${one === only ? '' : `?light=${one}`}"${one === only && html` aria-current="true"`}><strong>${lights[one]}</strong><span>${name}<small>${why}</small></span></a></li>`;
  })}</ul>${only !== null && html`<p class="take"><a href="${BASE}">三种灯都看</a></p>`}`;
}

function step(kind: AskKind, waiting: readonly Waiting[], reader: Reader, view: View): Html {
  return html`<section><h2>${STEPS[kind]} <small>${waiting.length} 件</small></h2>
<ol class="asked">${waiting.slice(0, SHOWN).map((one) => item(one, reader, view))}</ol>${more(waiting.length)}</section>`;
}

function more(count: number): Html | false {
  return (
    count > SHOWN &&
    html`<p class="take">还有 ${count - SHOWN} 件，办完前面的就会出现；也可以在“诉求件”里找。</p>`
  );
}

function item({ ticket, asks, light }: Waiting, { person }: Reader, view: View): Html {
  const whose =
    ticket.liaison === null || ticket.liaison === person.id ? '' : `　${liaisonName(ticket, view)}`;
  return html`<li class="${light}"><a href="${BASE}/t/${ticket.number}"><span class="lamp">${NAMES[light][0]}</span><strong>${marked(ticket, view.say)}　${enterpriseName(ticket, view)}</strong><small>${whose}</small><span class="about">${clip(masked(ticket.text), MATTER)}</span>${asks.map((ask) => html`<em>${wholes(askInWords(ask, ticket, view), view.roster)}</em>`)}</a></li>
`;
}
