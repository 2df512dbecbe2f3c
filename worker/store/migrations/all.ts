import { initial } from './0001-initial.ts';

/** In order; the number of a migration is its place here, from 1. Never edited, only added to. */
export const migrations: readonly string[] = [initial];
