import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../text';
import { toast } from '../../ui/Toast';

/**
 * A sheet that is fetched when it is first opened, and shows when it is there. Nothing is suspended: inside a route a
 * suspended sheet would hold up the whole screen, and everything opened after it.
 */
export function comesLater<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let Loaded: ComponentType<P> | null = null;
  return function ComesLater(props: P) {
    const [, show] = useState(Loaded !== null);
    useEffect(() => {
      if (Loaded) return;
      load().then(
        (found) => {
          Loaded = found;
          show(true);
        },
        () => toast(t('error.offline')),
      );
    }, []);
    return Loaded ? <Loaded {...props} /> : null;
  };
}
