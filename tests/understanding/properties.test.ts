/** What is said politely, in other forms of the same characters, or with a sign behind it, is still what is said. */
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { delicate } from '../../src/routing/officials.ts';
import { ALONE } from '../../src/understanding/surroundings.ts';
import { type CorpusLine, readCorpus } from '../../src/understanding/training/corpus.ts';

const { router } = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});
const corpus = readCorpus('data/corpus');
/** Every so many lines: enough of each hand, and quick. */
const EACH = 31;

const isHeld = (text: string): boolean => {
  const { kind, suspected } = router.read(text, ALONE);
  return kind === 'whistleblow' || suspected || delicate(text) !== null;
};
const isUrgent = (text: string): boolean => router.read(text, ALONE).urgent;

/** None of these is taken from the lists of the program, nor is the table below. */
const CHANGES: readonly (readonly [string, (text: string) => string])[] = [
  ['a greeting', (text) => `各位领导上午好，${text}`],
  ['thanks before', (text) => `这两天天冷，弟兄们都辛苦了！${text}`],
  ['an excuse', (text) => `真不好意思，大半夜的又来打扰您们\n${text}`],
  ['good wishes', (text) => `提前给大家拜个早年，祝生意兴隆～${text}`],
  ['two names called', (text) => `@供电小赵 @企业服务中心 ${text}`],
  ['a number before', (text) => `（本人手机 139 0000 1234）${text}`],
  ['an emoji of WeChat before', (text) => `[嘿哈][OK]${text}`],
  ['signs behind', (text) => `${text}🙏🙏`],
  ['emoji of WeChat behind', (text) => `${text}[苦涩][抱拳][Sob]`],
  ['marks behind', (text) => `${text}。。。。。。`],
  ['thanks behind', (text) => `${text}，拜托各位了，谢谢[玫瑰]`],
  ['a number behind', (text) => `${text}。联系人：田师傅 0357-5600000`],
  ['full width', fullWidth],
  ['traditional characters', traditional],
];

describe.each(CHANGES)('%s', (_, change) => {
  test('makes no report an ordinary matter', () => {
    const held = some(({ kind }) => kind === 'whistleblow').filter(isHeld);
    expect(held.length).toBeGreaterThan(100);
    expect(held.filter((text) => !isHeld(change(text)))).toEqual([]);
  });

  test('makes nothing urgent plain', () => {
    const urgent = some((line) => line.urgent === true && line.is !== 'report').filter(isUrgent);
    expect(urgent.length).toBeGreaterThan(100);
    expect(urgent.filter((text) => !isUrgent(change(text)))).toEqual([]);
  });
});

function some(isIt: (line: CorpusLine) => boolean): readonly string[] {
  return corpus
    .filter(isIt)
    .filter((_line, place) => place % EACH === 0)
    .map(({ text }) => text);
}

/** ASCII letters, figures and marks in their full-width forms. */
function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

/** Each character in a form that Taiwan, Hong Kong or Macao writes, where there is one. */
function traditional(text: string): string {
  return [...text].map((one) => TRADITIONAL.get(one) ?? one).join('');
}
const TRADITIONAL: ReadonlyMap<string, string> = new Map(
  (
    '们們个個为爲来來时時说説对對没沒这這过過给給让讓还還里裡面麪后後发發现現电電线綫气氣断斷厂廠车車间間门門开開关關长長员員' +
    '问問题題办辦报報举舉证證检檢查查验驗罚罰钱錢账賬货貨款款税稅财財务務局局领領导導书書记記县縣镇鎮乡鄉环環护護卫衞医醫院院' +
    '药藥产産业業资資质質权權执執法法律律处處理理坏壞烧燒烟煙炉爐锅鍋罐罐热熱冻凍伤傷亡亡运運输輸路路桥橋灯燈梯梯楼樓层層墙牆' +
    '压壓变變设設备備机機铁鐵钢鋼铜銅铝鋁矿礦煤煤坑坑渗滲洼窪涝澇灾災险險紧緊急急请請谢謝帮幫谁誰认認识識论論讲講话話听聽见見' +
    '觉覺样樣岁歲万萬亿億两兩单單双雙与與从從会會应應该該实實际際经經济濟纪紀约約级級红紅绿緑录録启啓阅閱绝絶续續缘緣网網罗羅' +
    '鸡鷄鸭鴨鱼魚马馬鸟鳥猪豬猫貓虫蟲饭飯饮飲馆館饼餅粮糧盐鹽酱醬腊臘肠腸脏髒脑腦脸臉肿腫群羣峰峯雾霧尘塵湾灣滩灘沟溝坝壩'
  )
    .match(/../gu)!
    .map((pair) => [pair[0]!, pair[1]!] as const),
);
