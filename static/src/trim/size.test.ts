import { expect, it } from 'vitest';
import { SIZE_LIMITS } from './size';

it('offers the limits of messengers', () => expect(SIZE_LIMITS.map((limit) => limit.label)).toEqual(['10 MB', '20 MB', '25 MB', '50 MB']));
