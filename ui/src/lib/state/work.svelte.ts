/** Work that a person asked for and that takes a moment: one at a time, with a word for what goes on. */
import { toFailure, type Failure } from '../api';

export interface Work {
  /** What goes on, for the screen; empty when nothing does. */
  readonly now: string;
  readonly busy: boolean;
  /** Why the last one failed. */
  readonly failure: Failure | null;
  /** Does a task, unless another one goes on. */
  during: (what: string, task: () => Promise<void>) => Promise<void>;
}

/** `told` hears of a failure at once, where the view does not show `failure`. */
export function work(told: (failure: Failure) => void = () => {}): Work {
  let now = $state('');
  let failure = $state.raw<Failure | null>(null);
  return {
    get now() {
      return now;
    },
    get busy() {
      return now !== '';
    },
    get failure() {
      return failure;
    },
    during: async (what, task) => {
      if (now !== '') return;
      now = what;
      failure = null;
      try {
        await task();
      } catch (thrown) {
        failure = toFailure(thrown);
        told(failure);
      } finally {
        now = '';
      }
    },
  };
}
