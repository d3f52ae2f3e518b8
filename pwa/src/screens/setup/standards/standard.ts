/** One standard being edited: what is in force, the draft, what publishing would do. */
import { useEffect, useState } from 'preact/hooks';
import { api, call } from '../../../api';
import { toast } from '../../../ui/Toast';
import type { Id } from '../../../wire';
import { useSending } from '../../shared/sending';
import { useLoaded } from '../loading';
import type { Book } from './wire';
import { s } from './words';

export function useStandard<C, P>(path: string) {
  const book = useLoaded<Book<C>>(path);
  const sending = useSending();
  const [content, setContent] = useState<C | null>(null);
  const [preview, setPreview] = useState<P | null>(null);
  useEffect(() => {
    if (book.data) setContent(book.data.draft?.content ?? book.data.content);
  }, [book.data]);

  const change = (next: C) => {
    setContent(next);
    setPreview(null);
  };
  const look = async (event: Id | null) => {
    if (!book.data || !content) return;
    const body = { content, revision: book.data.draft?.revision ?? 0, version: book.data.version };
    const kept = await sending.send(() => call<Book<C>>('PUT', `${path}/draft`, { json: body }));
    if (!kept) return;
    book.reload();
    const seen = await api.post<P>(`${path}/preview`, { event });
    if (seen.ok) setPreview(seen.data);
  };
  const done = (said: string) => {
    toast(said);
    setPreview(null);
    book.reload();
  };
  const publish = async (note: string) => {
    const body = { revision: book.data?.draft?.revision ?? 0, note: note.trim() || null };
    const answer = await sending.send(() => api.post<{ version: number }>(`${path}/publish`, body));
    if (answer) done(s('published', { version: answer.data.version }));
  };
  const discard = async () => {
    if (await sending.send(() => api.delete(`${path}/draft`))) done(s('discarded'));
  };
  const restore = async (version: number) => {
    const answer = await sending.send(() =>
      api.post<{ version: number }>(`${path}/versions/${version}/restore`, {}),
    );
    if (answer) done(s('published', { version: answer.data.version }));
  };
  const error = (place: string): string | undefined => sending.errors[`content.${place}`];
  return { book, content, change, preview, look, publish, discard, restore, error, ...sending };
}

export type Standard<C, P> = ReturnType<typeof useStandard<C, P>>;
