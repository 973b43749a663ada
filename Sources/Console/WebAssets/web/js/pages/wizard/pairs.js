// pairs.js: between which kinds of databases this version moves data, and what is known of a pair before it is chosen.
import { t } from '../../i18n.js';

const KINDS = { source: ['oracle'], destination: ['oceanbase', 'mysql'] };

export const mayBe = (end, kind) => KINDS[end].includes(kind);

/** Why a data source cannot stand at this end, or ''. */
export const reasonAgainstPair = (end, kind) => (mayBe(end, kind) ? '' : t(`wizard.cannotBe.${end}`));

/** What this pair does, and what it does not. */
export const factsOfPair = () => [
  ['check', t('wizard.pair.tables')],
  ['check', t('wizard.pair.views')],
  ['alert', t('wizard.pair.loss')],
  ['alert', t('wizard.pair.others')],
  ['minus', t('wizard.pair.changes')],
];
