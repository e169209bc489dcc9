import type { Capture } from '../api/types';
import { createStore } from '../lib/store';

/** The capture whose share dialog is open. */
export const sharing = createStore<Capture | null>(null);
