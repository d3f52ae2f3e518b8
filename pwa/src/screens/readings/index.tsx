import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api';
import type { LeadView } from '../../store/types';
import { formatMoment } from '../../text/format';
import { Button } from '../../ui/Button';
import { AlertIcon, DoneIcon, OfflineIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { Capture, Id } from '../../wire';
import { fieldWord } from '../shared/fieldWord';
import { problemText } from '../shared/problem';
import { compared, othersOn, type ReadingDetail } from './compare';
import { Others } from './Others';
import './readings.css';
import { r } from './words';

/** undefined while asking, null when the server does not answer. */
function useReadings(lead: Id, capture: Id, rev: number): ReadingDetail[] | null | undefined {
  const [found, setFound] = useState<ReadingDetail[] | null>();
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    void api
      .get<{ readings: ReadingDetail[] }>(`/api/v1/leads/${lead}/readings`, { signal })
      .then((answer) => {
        if (signal.aborted) return;
        setFound(answer.ok ? answer.data.readings.filter((one) => one.capture === capture) : null);
      });
    return () => ended.abort();
  }, [lead, capture, rev]);
  return found;
}

const Head = ({ reading }: { reading: ReadingDetail }) => (
  <th scope="col">
    <span class="block">{r('by', reading)}</span>
    <span class="block muted num">
      {r(reading.ran_on === 'device' ? 'onDevice' : 'onServer')}, {formatMoment(Date.parse(reading.at))}
    </span>
    {reading.error ? (
      <span class="block">{r('error')}</span>
    ) : (
      <span class="block num">{r('percent', { percent: Math.round(reading.mean_conf * 100) })}</span>
    )}
  </th>
);

const Table = ({ readings }: { readings: readonly ReadingDetail[] }) => {
  const rows = compared(readings);
  return (
    <section class="readings-scroll" aria-label={r('table')}>
      <table class="readings-table">
        <thead>
          <tr>
            <th scope="col">{r('field')}</th>
            {readings.map((reading) => (
              <Head key={reading.id} reading={reading} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, cells, differs }) => (
            <tr key={field} data-differs={differs}>
              <th scope="row">
                {fieldWord(field)}
                {differs && (
                  <span class="differs">
                    <AlertIcon />
                    {r('differs')}
                  </span>
                )}
              </th>
              {cells.map((cell, i) => (
                <td key={readings[i]?.id}>
                  {cell ? cell.value : '–'}
                  {cell && (
                    <span class="muted num"> {r('percent', { percent: Math.floor(cell.conf * 100) })}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

interface Props {
  lead: LeadView;
  capture: Capture;
  onClose: () => void;
}

/** Asks the server; says what came of it either way. */
async function tell(path: string, json: unknown, said: string): Promise<boolean> {
  const answer = await api.post(path, json);
  toast(answer.ok ? said : problemText(answer));
  return answer.ok;
}

const Acts = ({ lead, capture, onClose }: Props) => {
  const path = `/api/v1/leads/${lead.id}/captures/${capture.id}`;
  const accept = async () => (await tell(`${path}/accept`, undefined, r('accepted'))) && onClose();
  return (
    <div class="readings-acts">
      {capture.status === 'review' && (
        <Button tone="signal" icon={DoneIcon} onClick={accept} testId="reading-accept">
          {r('accept')}
        </Button>
      )}
      <Button onClick={() => void tell(`${path}/reread`, {}, r('queued'))} testId="reading-again">
        {r('again')}
      </Button>
    </div>
  );
};

/** Which machine read what, when, and where they differ; further cards on the picture; what a person says to it. */
export function ReadingsSheet(props: Props) {
  const { lead, capture, onClose } = props;
  const found = useReadings(lead.id, capture.id, lead.rev);
  return (
    <Sheet title={r('title')} onClose={onClose} testId="readings-sheet">
      {found === undefined && <p class="muted">{r('loading')}</p>}
      {found === null && <Banner icon={OfflineIcon}>{r('failed')}</Banner>}
      {found?.length === 0 && <p class="muted">{r('none')}</p>}
      {found && found.length > 0 && (
        <>
          <Others lead={lead} capture={capture} cards={othersOn(found)} />
          <Table readings={found} />
        </>
      )}
      {found && <Acts {...props} />}
    </Sheet>
  );
}
