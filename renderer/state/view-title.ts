import type { SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { t } from '../words.ts';
import { findSubscription } from './subscriptions.ts';
import type { ViewName } from './view.ts';

/** What a view is called: the words of a smart view, the user's own of a folder or feed. Plain text. */
export function viewTitle(view: ViewName, tree: SubscriptionTree | null): string {
  switch (view.kind) {
    case 'all':
      return t('view.all');
    case 'unread':
      return t('view.unread');
    case 'today':
      return t('view.today');
    case 'starred':
      return t('view.starred');
    case 'search':
      return t('view.search', { query: view.query });
    case 'later':
      return t('view.later');
    case 'recent':
      return t('view.recent');
    case 'label':
      return tree?.labels.find(label => label.id === view.labelId)?.name ?? '';
    case 'feed':
      return findSubscription(tree, view.feedId)?.title ?? '';
    case 'folder':
      return tree?.folders.find(folder => folder.id === view.folderId)?.title ?? '';
  }
}
