import { useEffect, useState } from 'preact/hooks';
import { blobData } from '../../store';
import type { Box } from '../../wire';
import { cropOf } from './crop';

/** A picture that was out of reach is looked for again while somebody looks at its place. */
const AGAIN_MS = 10_000;

/** The picture's address for this visit: undefined while it is looked for, null when it is nowhere within reach. */
export function usePicture(sha256: string | undefined): string | null | undefined {
  const [url, setUrl] = useState<string | null | undefined>(undefined);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (url !== null || !sha256) return;
    const timer = setTimeout(() => setTries((before) => before + 1), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [url, sha256]);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    setUrl(sha256 ? undefined : null);
    if (!sha256) return;
    blobData(sha256).then((found) => {
      if (gone) return;
      made = found && URL.createObjectURL(new Blob([found.data], { type: found.mime }));
      setUrl(made);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [sha256, tries]);
  return url;
}

/** The window's limits, rem: a line of print stays legible, a slanted one does not take the page. */
const WIDEST = 16;
const TALLEST = 4;

interface CropProps {
  sha256: string;
  /** Pixels of the stored picture. */
  picture: { width: number; height: number };
  box: Box;
  alt: string;
}

/** The few words of the card a value was read from. */
export function Crop({ sha256, picture, box, alt }: CropProps) {
  const url = usePicture(sha256);
  if (!url) return null;
  const { aspect, width, left, top } = cropOf(box, picture);
  return (
    <span
      class="crop"
      style={{ aspectRatio: String(aspect), width: `${Math.min(WIDEST, TALLEST * aspect)}rem` }}
    >
      <img src={url} alt={alt} style={{ width: `${width}%`, left: `${left}%`, top: `${top}%` }} />
    </span>
  );
}
