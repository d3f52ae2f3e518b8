import { useEffect } from 'preact/hooks';
import { lazy, useLocation } from 'preact-iso';
import { has } from '../../access';
import { t as words } from '../../text';
import { Segmented, TopBar } from '../../ui/Bars';
import { Notes } from '../booth/Notes';
import '../shared/lead.css';
import { myRoles } from '../shared/people';
import { People } from './People';
import { Phones } from './Phones';
import './setup.css';
import { Shows } from './Shows';
import { t } from './words';

const Texts = lazy(() => import('./texts').then((m) => m.Texts));
const Standards = lazy(() => import('./standards').then((m) => m.Standards));
const Owners = lazy(() => import('../owners').then((m) => m.Owners));

type Part = 'shows' | 'people' | 'owners' | 'phones' | 'texts' | 'standards';

const PARTS: readonly { name: Part; roles: readonly string[]; view: () => preact.JSX.Element }[] = [
  { name: 'shows', roles: ['supervisor', 'marketing', 'admin'], view: Shows },
  { name: 'people', roles: ['admin'], view: People },
  { name: 'owners', roles: ['supervisor'], view: Owners },
  { name: 'phones', roles: ['supervisor', 'admin'], view: Phones },
  { name: 'texts', roles: ['supervisor', 'marketing'], view: Texts },
  { name: 'standards', roles: ['supervisor'], view: Standards },
];

/** Shows, people, phones: what must stand before the first card. */
export function SetupScreen() {
  const { query, route } = useLocation();
  const parts = PARTS.filter((part) => has(myRoles(), ...part.roles));
  const open = parts.find((part) => part.name === query.part) ?? parts[0];
  useEffect(() => {
    document.title = `${t('title')} · ${words('app.name')}`;
  }, []);
  if (!open) return null;
  const View = open.view;
  return (
    <div class="setup">
      <TopBar title={t('title')}>
        {parts.length > 1 && (
          <Segmented
            label={t('parts')}
            options={parts.map(({ name }) => ({ value: name, label: t(`part.${name}`) }))}
            value={open.name}
            onPick={(name) => route(`/setup?part=${name}`)}
          />
        )}
      </TopBar>
      <div class="setup-body">
        <Notes />
        <View />
      </div>
    </div>
  );
}
