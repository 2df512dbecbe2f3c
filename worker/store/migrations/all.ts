import { initial } from './0001-initial.ts';
import { feedEngine } from './0002-feed-engine.ts';
import { marks } from './0003-marks.ts';
import { search } from './0004-search.ts';
import { journal } from './0005-journal.ts';
import { keeping } from './0007-keeping.ts';
import { archive } from './0008-archive.ts';
import { fullText } from './0010-full-text.ts';
import { tree } from './0011-tree.ts';
import { played } from './0012-played.ts';
import { byFeed } from './0013-by-feed.ts';
import { failures } from './0015-failures.ts';
import { answerTimes } from './0017-answer-times.ts';
import { failureCodes } from './0018-failure-codes.ts';

/** In order; the number of a migration is its place here, from 1. Never edited, only added to. */
export const migrations: readonly string[] = [
  initial,
  feedEngine,
  marks,
  search,
  journal,
  keeping,
  archive,
  fullText,
  tree,
  played,
  byFeed,
  failures,
  answerTimes,
  failureCodes,
];
