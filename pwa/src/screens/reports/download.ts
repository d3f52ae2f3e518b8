import { api } from '../../api';
import { toast } from '../../ui/Toast';
import { problemText } from '../shared/problem';
import { t } from './words';

const KEPT_MS = 60_000;

/** Fetches a file with the rights of whoever is signed in, by cookie or by device, and hands it to the browser. */
export async function download(path: string, name: string): Promise<void> {
  const answer = await api.get<ArrayBuffer>(path, { as: 'bytes' });
  if (!answer.ok) {
    toast(t('download.failed', { why: problemText(answer) }));
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([answer.data]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
