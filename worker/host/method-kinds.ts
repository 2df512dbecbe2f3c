import type { Method } from '../protocol/methods.ts';

/**
 * read: asked once more when the worker died under it.
 * action: never repeated by the host, because nobody knows whether it was done.
 * bytes: a read that only hosts may ask.
 */
export type MethodKind = 'read' | 'action' | 'bytes';

/** Every method of the worker; a missing one is a compile error. */
const kinds: Readonly<Record<Method, MethodKind>> = {
  'subscriptions.list': 'read',
  'subscriptions.counts': 'read',
  // Finding and previewing ask other people's servers: repeating them is the user's decision.
  'feeds.find': 'action',
  'feeds.stopFinding': 'action',
  'feeds.preview': 'action',
  'feeds.fetch': 'action',
  'feeds.statistics': 'read',
  'feeds.volumes': 'read',
  'feeds.access': 'read',
  'feeds.setAccess': 'action',
  'subscriptions.add': 'action',
  'feeds.diagnose': 'action',
  'subscriptions.changeAddress': 'action',
  'subscriptions.remove': 'action',
  'subscriptions.marked': 'read',
  'subscriptions.change': 'action',
  'tree.move': 'action',
  'folders.change': 'action',
  'folders.remove': 'action',
  'entries.open': 'read',
  'entries.page': 'read',
  'entries.countAll': 'read',
  'entries.countNew': 'read',
  'entries.findUnread': 'read',
  'entries.place': 'read',
  'entries.get': 'read',
  'entries.fate': 'read',
  // It asks other people's servers.
  'entries.fetchFullText': 'action',
  'entries.stopFullText': 'action',
  'entries.showFullText': 'action',
  'entries.setRead': 'action',
  'entries.setStarred': 'action',
  'entries.setLater': 'action',
  'entries.setLabel': 'action',
  'entries.changeMany': 'action',
  'entries.markAllRead': 'action',
  'entries.remove': 'action',
  'retention.preview': 'read',
  'retention.proposal': 'read',
  'retention.run': 'action',
  'changes.list': 'read',
  'labels.add': 'action',
  'labels.change': 'action',
  'labels.merge': 'action',
  'labels.remove': 'action',
  'searches.list': 'read',
  'searches.counts': 'read',
  'searches.save': 'action',
  'searches.remove': 'action',
  'changes.undo': 'action',
  'changes.redo': 'action',
  'opml.preview': 'read',
  'opml.import': 'action',
  'opml.export': 'read',
  // The feeds that were done are refused then as just checked; the others are asked.
  'refresh.run': 'read',
  'refresh.cancel': 'action',
  'refresh.state': 'read',
  'settings.get': 'read',
  'settings.defaults': 'read',
  'settings.set': 'action',
  'network.status': 'read',
  'network.setProxyLogin': 'action',
  'window.notes': 'read',
  'window.setNotes': 'action',
  'worker.status': 'read',
  'worker.resumeTimer': 'action',
  'backups.list': 'read',
  'backups.make': 'action',
  'backups.restore': 'action',
  'rescue.salvage': 'action',
  'rescue.startEmpty': 'action',
  'rescue.tryAgain': 'action',
  'archive.estimate': 'read',
  'archive.page': 'read',
  'archive.look': 'read',
  'archive.add': 'action',
  'storage.sizes': 'read',
  'storage.compact': 'action',
  'media.locate': 'action',
  'media.chapters': 'action',
  'media.setPlayed': 'action',
  'pictures.get': 'bytes',
  'icons.get': 'bytes',
};

/** Null for what is no method of the worker, `__proto__` and the like included. */
export function methodKind(method: string): MethodKind | null {
  return isMethod(method) ? kinds[method] : null;
}

export function isMethod(method: string): method is Method {
  return Object.hasOwn(kinds, method);
}
