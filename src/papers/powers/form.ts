/** 权责清单 as a workbook: what stands in which column, for writing it and for reading it back. */
export const ITEMS = '清单';

/** By what is written there. */
export const POWER_COLUMNS = {
  id: '编号',
  name: '事项',
  words: '叫法',
  lead: '主责',
  partners: '配合',
  township: '乡镇',
  basis: '依据',
  since: '定于第几版',
} as const;
export type PowerField = keyof typeof POWER_COLUMNS;
export type PowerTitle = (typeof POWER_COLUMNS)[PowerField];

/** Beside its version. */
export const EFFECTIVE = '起用日期';
