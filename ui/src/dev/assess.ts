/** A crude stand-in for the host's judgement: enough to fill every screen with plausible states. Development only. */
import type {
  AnswerInput,
  ClassState,
  ClassStateKind,
  GroupFit,
  HoldingInput,
  MatchDetail,
  MyAnswer,
  QuestionView,
  VerdictWord,
} from '../lib/api/types';
import { breachDetail, info, labels, people, row, STATUS_TEXT, type RawBreach, type RawCompany, type RawGroup } from './catalogue';

export type Answers = Map<string, MyAnswer>;
export const noAnswer = (): MyAnswer => ({ notice: null, dismissed: false, conditions: [] });

const PLAN = ['prepaid', 'postpaid'];
const year = (text: string | null | undefined): number | null => (text ? Number(text.slice(0, 4)) : null);

export function change(answer: MyAnswer, input: AnswerInput, question: string): MyAnswer {
  switch (input.kind) {
    case 'told':
    case 'told_unaffected':
      return { ...answer, notice: input.kind };
    case 'no_notice':
      return { ...answer, notice: null };
    case 'dismiss':
      return { ...answer, dismissed: input.dismissed };
    case 'condition': {
      const others = answer.conditions.filter(([id]) => id !== input.id);
      return { ...answer, conditions: input.answer === null ? others : [...others, [input.id, question, input.answer]] };
    }
  }
}

function fitOf(group: RawGroup, input: HoldingInput, answer: MyAnswer): 'full' | 'open' | 'no' {
  const roles = input.periods.map((period) => period.relationship);
  const tags = input.periods.flatMap((period) => period.tags);
  if (!group.relationships.some((word) => roles.includes(word.replace('former-', '')))) return 'no';
  const wanted = (group.tags ?? []).filter((tag) => PLAN.includes(tag));
  if (wanted.length > 0 && PLAN.some((tag) => tags.includes(tag)) && !wanted.some((tag) => tags.includes(tag))) return 'no';
  if (group.condition) {
    const said = answer.conditions.find(([id]) => id === group.condition?.id);
    if (!said) return 'open';
    return said[2] ? 'full' : 'no';
  }
  return wanted.length > 0 && !wanted.some((tag) => tags.includes(tag)) ? 'open' : 'full';
}

export function assess(holding: number, name: string, input: HoldingInput, company: RawCompany, breach: RawBreach, answer: MyAnswer): MatchDetail {
  const end = year(breach.occurred?.to ?? breach.occurred?.from ?? breach.discovered ?? breach.disclosed) ?? 2020;
  const [period] = input.periods;
  const since = year(period?.from);
  const until = period?.still ? null : year(period?.until);
  const fits = (breach.groups ?? []).map((group) => ({ group, fit: fitOf(group, input, answer) }));
  const live = fits.filter(({ fit }) => fit !== 'no');
  let verdict: VerdictWord = 'likely';
  if (since !== null && since > end) verdict = 'not-affected';
  else if (live.length === 0) verdict = 'unlikely';
  else if (since === null || breach.status === 'claimed' || breach.status === 'disputed') verdict = 'possible';
  else if (until !== null && until < end) verdict = end - until > 7 ? 'unlikely' : 'possible';
  else if (live.every(({ fit }) => fit === 'open') || live.every(({ group }) => group.reach === 'few')) verdict = 'possible';
  if (answer.notice === 'told') verdict = 'told';
  if (answer.notice === 'told_unaffected') verdict = 'unlikely';
  const full = live.filter(({ fit }) => fit === 'full');
  const every = full.length === 0 ? [] : (full[0]?.group.exposed ?? []).filter((id) => full.every(({ group }) => group.exposed?.includes(id)));
  const some = [...new Set(live.flatMap(({ group }) => [...(group.exposed ?? []), ...(group.possibly ?? [])]))].filter((id) => !every.includes(id));
  const out = [...new Set([...(breach.ruled_out ?? []), ...live.flatMap(({ group }) => group.ruled_out ?? [])])].filter((id) => !every.includes(id) && !some.includes(id));
  const silent = input.gave.filter((id) => ![...every, ...some, ...out].includes(id));
  const states = (ids: string[], state: ClassStateKind): ClassState[] =>
    ids.map((id) => ({
      id,
      label: info(id).label,
      state,
      gave: input.gave.includes(id),
      by: state === 'ruled_out' ? (breach.ruled_out_by ?? company.name) : null,
      severity: info(id).severity,
      permanence: info(id).permanence,
    }));
  const detail = breachDetail(company, breach);
  return {
    brief: {
      holding,
      holding_name: name,
      breach: breach.id,
      title: breach.title,
      company_name: company.name,
      verdict,
      status: breach.status,
      layer: breach.layer ?? 'curated',
      when: row(company, breach).when,
      date: row(company, breach).date,
      exposed: labels(every),
      possibly: labels(some),
    },
    summary: SUMMARY[verdict],
    evidence: [
      { kind: 'company', text: `You recorded ${company.name}.` },
      { kind: 'relationship', text: `You were a ${period?.relationship ?? 'customer'}; the breach is about ${breach.groups?.[0]?.relationships[0] ?? 'customer'}s.` },
      { kind: 'timing', text: since === null ? 'You did not say since when.' : `You were there from ${since}; the data were taken in ${end}.` },
      ...live.slice(0, 1).map(({ group }) => ({ kind: 'group', text: `You fit: ${group.who}.` })),
    ],
    groups: fits.map(
      ({ group, fit }): GroupFit => ({
        id: group.id,
        who: group.who,
        fit,
        label: fit === 'full' ? 'This is your group' : fit === 'open' ? 'You may be among them' : 'Not you',
        people: people(group.people),
        reach: group.reach ? `${group.reach} of those who could be meant` : null,
        exposed: labels(group.exposed ?? []),
        possibly: labels(group.possibly ?? []),
        ruled_out: labels(group.ruled_out ?? []),
      }),
    ),
    classes: [...states(every, 'exposed'), ...states(some, 'possibly'), ...states(out, 'ruled_out'), ...states(silent, 'not_stated')],
    question: ask(verdict, since, fits),
    answer,
    status_text: STATUS_TEXT[breach.status] ?? breach.status,
    via: detail.via,
    people: detail.row.people,
    notes: detail.notes,
    unverified: detail.unverified,
    superseded: detail.superseded,
    sources: detail.sources,
  };
}

function ask(verdict: VerdictWord, since: number | null, fits: Array<{ group: RawGroup; fit: string }>): QuestionView | null {
  if (verdict !== 'possible' && verdict !== 'likely') return null;
  if (since === null) return { kind: 'since', text: 'Since when were you a customer?', id: null, options: [] };
  const open = fits.filter(({ fit }) => fit === 'open').map(({ group }) => group);
  const condition = open.find((group) => group.condition)?.condition;
  if (condition) return { kind: 'condition', text: condition.question, id: condition.id, options: [] };
  if (open.some((group) => group.tags?.some((tag) => PLAN.includes(tag)))) {
    return {
      kind: 'attribute',
      text: 'How did you pay for it?',
      id: 'plan',
      options: [
        { id: 'prepaid', label: 'Prepaid' },
        { id: 'postpaid', label: 'By contract' },
      ],
    };
  }
  return null;
}

const SUMMARY: Record<VerdictWord, string> = {
  told: 'The company told you that your data were among those taken.',
  likely: 'You fit a group whose data were taken. That is no proof, but nothing speaks against it.',
  possible: 'You may be among those affected; what you noted leaves it open.',
  unlikely: 'What you noted does not fit any group that was affected.',
  'not-affected': 'You became a customer after this happened.',
};
