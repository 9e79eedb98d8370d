/** What to try: sentences for an empty chat, by who one is, and what one often says to the bot. */
import type { Roster } from '../../domain/roster.ts';
import type { Face } from '../people.ts';
import type { Place } from '../sight.ts';

export interface Hint {
  readonly title: string;
  readonly text: string;
  /** Sentences that a click puts into the composer. */
  readonly samples: readonly string[];
}

/** Real worries in an owner's own words; a department that the county does not have is not named. */
export function samplesOf(roster: Roster): readonly string[] {
  const power = roster.departmentNamed('供电公司');
  return [
    power ? '厂区这两天老是跳闸，请供电公司来看看。' : '厂区这两天老是跳闸，请帮忙看看。',
    '厂门口的路坑坑洼洼，大货车进不来。',
    '想贷流动资金，银行说抵押不够，怎么办？',
  ];
}

/** The department that the first sample goes to. */
export function firstDepartment(roster: Roster) {
  return roster.departmentNamed('供电公司') ?? roster.defaultDepartment;
}

export function hintOf(face: Face, place: Place, roster: Roster): Hint {
  return place === 'group' ? groupHint(face, roster) : privateHint(face);
}

function groupHint(face: Face, roster: Roster): Hint {
  if (face.main === 'member') {
    return {
      title: '有困难，在群里直接说',
      text: '像平时在微信群里一样说就行。连心桥会马上登记，告诉您谁负责、什么时候办好。点一句试试：',
      samples: samplesOf(roster),
    };
  }
  return {
    title: '群里还没有人说话',
    text: '企业在群里说了困难，连心桥会在这里贴出诉求件的卡片，办到哪一步，卡片就更新到哪一步。可以在“群成员”里换成一家企业，先说一句。',
    samples: [],
  };
}

function privateHint(face: Face): Hint {
  const short = face.short || '本部门';
  switch (face.main) {
    case 'member':
      return {
        title: '您和连心桥的私聊',
        text: '不方便在群里说的，可以在这里说；办理结果也会在这里请您评价。',
        samples: [],
      };
    case 'liaison':
    case 'backup':
      return {
        title: '这里会收到派给您的诉求件',
        text: `企业的困难归${short}管的，会派到这里。点卡片上的按钮签收、反馈、办结。`,
        samples: [],
      };
    case 'head':
      return { title: '这里会收到超期提醒', text: `${short}的诉求件超期，次日会在这里告诉您。`, samples: [] };
    case 'dispatcher':
      return {
        title: '这里会请您分办',
        text: '分不清归谁管的诉求件，会在这里请您点选责任部门，每天还有一份日报。想看的话，当一家企业在群里说：“园区东门外的事一直没人管，请帮我们协调一下。”',
        samples: [],
      };
    case 'leader':
      return {
        title: '这里会收到周报',
        text: '每个数都有分子、分母和口径。快进一周就能看到第一份；需要您协调的件也会报到这里。',
        samples: [],
      };
    case 'banker':
      return {
        title: '这里会收到融资需求',
        text: `企业选了${short}看的融资需求，会私下发到这里；只有被选的银行看得到。`,
        samples: [],
      };
    case 'discipline':
      return {
        title: '这里会收到保密件',
        text: '企业私下反映作风问题，只有纪检联系人看得到，群里不会出现。',
        samples: [],
      };
    case 'operator':
      return { title: '您和连心桥的私聊', text: '管理员在这里收到需要处理的情况。', samples: [] };
  }
}

/** Short commands that the bot answers, as the menu of an official account. */
export function menuOf(face: Face): readonly string[] {
  switch (face.main) {
    case 'member':
      return ['进度', '帮助'];
    case 'liaison':
    case 'backup':
    case 'head':
    case 'discipline':
      return ['我的待办', '帮助'];
    case 'dispatcher':
      return ['我的待办', '超期', '简报', '帮助'];
    case 'leader':
      return ['简报', '简报 本周', '超期', '帮助'];
    default:
      return ['帮助'];
  }
}
