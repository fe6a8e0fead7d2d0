/** Data of a view, asked from the host: waiting, there, or failed. */
import { toFailure, type Failure } from '../api';

/** What a view shows. `again` asks anew and keeps the old data meanwhile. */
export interface Loaded<T> {
  readonly data: T | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  again: () => Promise<void>;
  /** Takes over a newer answer that another command gave. */
  put: (data: T) => void;
}

/** Asks when the view begins and whenever something that `ask` reads changes. A late answer to an old question is dropped. */
export function load<T>(ask: () => Promise<T>): Loaded<T> {
  let data = $state.raw<T | null>(null);
  let failure = $state.raw<Failure | null>(null);
  let busy = $state(true);
  let asked = 0;

  async function wait(answer: Promise<T>): Promise<void> {
    const mine = ++asked;
    busy = true;
    try {
      const got = await answer;
      if (mine !== asked) return;
      data = got;
      failure = null;
    } catch (thrown) {
      if (mine === asked) failure = toFailure(thrown);
    } finally {
      if (mine === asked) busy = false;
    }
  }

  $effect(() => {
    void wait(ask());
  });

  return {
    get data() {
      return data;
    },
    get failure() {
      return failure;
    },
    get busy() {
      return busy;
    },
    again: () => wait(ask()),
    put: (next) => {
      asked += 1;
      busy = false;
      failure = null;
      data = next;
    },
  };
}
