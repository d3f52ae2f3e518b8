import { AlertIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';

/** Why what was just sent was refused; nothing while there is nothing to say. */
export const Failed = ({ why, testId }: { why: string; testId?: string }) =>
  why ? (
    <Banner icon={AlertIcon} tone="danger" alert testId={testId}>
      {why}
    </Banner>
  ) : null;
