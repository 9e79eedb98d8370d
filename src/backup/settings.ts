/** What can be set about the backups that the program makes of itself. */
import { z } from 'zod';
import type { TimeOfDay } from '../domain/time.ts';

export interface BackupConfig {
  /** Where they are kept, each in a folder of its own. */
  readonly dir: string;
  /** Of each day, by the office's clock. */
  readonly at: TimeOfDay;
  /** So many; older ones are removed. */
  readonly keep: number;
}

/** Before the program learns at three, and long after the last brief. */
const AT = '02:30';
const KEPT = 14;

/** By the name of each setting. */
export const backupSchema = z.object({
  BACKUP_DIR: z.string().optional(),
  BACKUP_AT: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, '应为几点几分，例如 02:30')
    .optional(),
  BACKUP_KEEP: z.coerce.number('应为整数').int('应为整数').min(2, '至少 2').optional(),
});

/** Null: no folder is set, and the program makes none by itself. */
export function backupsOf(values: z.output<typeof backupSchema>): BackupConfig | null {
  const { BACKUP_DIR: dir, BACKUP_AT: at = AT, BACKUP_KEEP: keep = KEPT } = values;
  return dir === undefined ? null : { dir, at, keep };
}
