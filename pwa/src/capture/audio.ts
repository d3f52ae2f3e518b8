/** Hold-to-talk memos: small (24 kbit/s) and kept second by second. */
import { store } from '../store';
import { uuid7 } from '../store/ids';
import { dropMemo, finishMemo, keepMemoChunk, unfinishedMemos } from '../store/memos';
import type { Id } from '../wire';
import { type CameraProblem, problemOf } from './camera';
import { sha256 } from './sha256';

/** Chromium and Firefox record the first, iOS the second. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const BITS_PER_SECOND = 24_000;
const CHUNK_MS = 1000;
/** Shorter was a slip of the thumb. */
const SHORTEST_MS = 400;

export interface Recording {
  /** Ends the memo and puts it on the lead; false when it was too short to mean anything. */
  stop(): Promise<boolean>;
}

export type Started = { ok: true; recording: Recording } | { ok: false; problem: CameraProblem };

/** Starts a memo on a lead. Never throws. */
export async function startMemo(lead: Id): Promise<Started> {
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === 'undefined')
    return { ok: false, problem: isSecureContext ? 'none' : 'insecure' };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    return { ok: true, recording: record(stream, lead) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

function record(stream: MediaStream, lead: Id): Recording {
  const { parts } = store;
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? '';
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  const mime = (recorder.mimeType || mimeType).split(';')[0] || 'audio/webm';
  const at = parts.now();
  const memo = uuid7(at, parts.random);
  let kept: Promise<void> = Promise.resolve();
  recorder.ondataavailable = ({ data }) => {
    if (data.size === 0) return;
    kept = kept.then(async () =>
      keepMemoChunk(parts, { memo, lead, mime, at, data: await data.arrayBuffer() }),
    );
  };
  const ended = new Promise<void>((done) => {
    recorder.onstop = () => done();
  });
  recorder.start(CHUNK_MS);
  return {
    async stop() {
      if (recorder.state !== 'inactive') recorder.stop();
      await ended;
      for (const track of stream.getTracks()) track.stop();
      await kept;
      const duration = parts.now() - at;
      if (duration >= SHORTEST_MS) return (await finishMemo(parts, store, memo, sha256, duration)) !== null;
      await dropMemo(parts, memo);
      return false;
    },
  };
}

/** At the start of the app: memos a crash cut off become captures as far as they got. */
export async function recoverMemos(): Promise<void> {
  for (const memo of await unfinishedMemos(store.parts)) await finishMemo(store.parts, store, memo, sha256);
}
