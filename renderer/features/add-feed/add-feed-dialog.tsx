import { Folder } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { FirstUnread } from '../../../worker/protocol/subscriptions.ts';
import { useDialogs } from '../../state/dialogs.ts';
import {
  askAboutLink,
  chooseFeed,
  chosenCandidate,
  findFeeds,
  pickedCandidates,
  stopFinding,
  subscribeToPicked,
  useFindFeeds,
  wantsLogin,
} from '../../state/find-feeds.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { AddressField } from '../../ui/address-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { t } from '../../words.ts';
import styles from './add-feed-dialog.module.css';
import { FindingWords } from './finding-words.tsx';
import { folderOptions, newFolderChoice, noFolderChoice } from './folder-options.ts';
import { FoundFeeds } from './found-feeds.tsx';
import { LoginQuestion } from './login-question.tsx';

/** From an address to a subscription. Nothing is stored before the button at its end. */
export function AddFeedDialog() {
  const asked = useDialogs(state => (state.open?.kind === 'add-feed' ? state.open.address : ''));
  const isFromLink = useDialogs(state => state.open?.kind === 'add-feed' && state.open.isFromLink === true);
  const close = useDialogs(state => state.close);
  const finding = useFindFeeds(state => state.finding);
  const isSubscribing = useFindFeeds(state => state.isSubscribing);
  const problem = useFindFeeds(state => state.problem);
  const chosen = useFindFeeds(chosenCandidate);
  const picked = useFindFeeds(state => state.picked);
  const tree = useSubscriptions(state => state.tree);
  const [address, setAddress] = useState(asked);
  const [folder, setFolder] = useState(noFolderChoice);
  const [newFolder, setNewFolder] = useState('');
  const [login, setLogin] = useState({ username: '', password: '' });
  const [wasRefused, setWasRefused] = useState(false);
  const [firstUnread, setFirstUnread] = useState<FirstUnread>('recent');
  const field = useRef<HTMLInputElement>(null);
  const wordsId = useId();

  useEffect(() => {
    field.current?.focus();
    setAddress(asked);
    if (isFromLink) askAboutLink(asked);
    else if (asked !== '') void findFeeds(asked);
    return stopFinding;
  }, [asked, isFromLink]);

  const isSearched = finding.kind === 'found' && finding.address === address.trim();
  const isLooking = finding.kind === 'looking' && finding.address === address.trim();
  const isQuestion = finding.kind === 'local' && finding.address === address.trim();
  const isLogin = (finding.kind === 'login' && finding.address === address.trim()) || (isSearched && wantsLogin(problem));
  const isLinkQuestion = finding.kind === 'from-link' && finding.address === address.trim();
  const meant = pickedCandidates({ finding, picked });
  const isReadable = problem === null && meant.every(({ preview }) => preview !== null);
  const canSubscribe = isSearched && meant.length > 0 && isReadable && !isSubscribing;
  const needsName = folder === newFolderChoice && newFolder.trim() === '';

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const wanted = address.trim();
    if (isLogin) {
      setWasRefused(true);
      if (isSearched && chosen !== null) void chooseFeed(chosen.feedUrl, login);
      else void findFeeds(wanted, false, login);
    } else if (!isSearched) {
      setWasRefused(false);
      if (wanted !== '') void findFeeds(wanted, isQuestion);
    } else if (canSubscribe && !needsName) {
      const title = { title: newFolder.trim() };
      void subscribeToPicked({
        folder: folder === noFolderChoice ? null : folder === newFolderChoice ? title : { id: Number(folder) },
        firstUnread,
      });
    }
  }

  return (
    <Dialog title={t('addFeed.title')} onClose={close}>
      <form className={styles['form']} onSubmit={onSubmit}>
        <AddressField
          ref={field}
          label={t('addFeed.address')}
          placeholder={t('addFeed.placeholder')}
          value={address}
          onChange={setAddress}
          describedBy={wordsId}
          isInvalid={finding.kind === 'failed' && finding.address === address.trim()}
        />
        <div id={wordsId} className={styles['words']} aria-live="polite">
          <FindingWords />
        </div>
        {finding.kind === 'found' && <FoundFeeds candidates={finding.candidates} />}
        {isLogin && <LoginQuestion value={login} onChange={setLogin} wasRefused={wasRefused} />}
        <div className={styles['foot']}>
          {isSearched && meant.length > 0 && (
            <div className={styles['choices']}>
              <Select
                label={t('addFeed.folder')}
                look="plain"
                icon={<Folder aria-hidden="true" />}
                value={folder}
                options={folderOptions(tree)}
                onChange={setFolder}
              />
              {folder === newFolderChoice && (
                <input
                  className={styles['name']}
                  aria-label={t('addFeed.newFolderName')}
                  placeholder={t('addFeed.newFolderName')}
                  value={newFolder}
                  maxLength={200}
                  dir="auto"
                  onChange={event => setNewFolder(event.target.value)}
                />
              )}
              <Select
                label={t('addFeed.firstUnread')}
                look="plain"
                value={firstUnread}
                options={[
                  { value: 'recent', label: t('addFeed.unreadRecent') },
                  { value: 'all', label: t('addFeed.unreadAll') },
                  { value: 'none', label: t('addFeed.unreadNone') },
                ]}
                onChange={value => setFirstUnread(value as FirstUnread)}
              />
            </div>
          )}
          <div className={styles['buttons']}>
            <Button onClick={close}>{t('ui.cancel')}</Button>
            {isLogin ? (
              <Button type="submit" look="primary" disabled={login.username === '' && login.password === ''}>
                {t('login.button')}
              </Button>
            ) : isSearched ? (
              <Button type="submit" look="primary" disabled={!canSubscribe || needsName}>
                {isSubscribing
                  ? t('addFeed.subscribing')
                  : meant.length > 1
                    ? t('addFeed.subscribeAll', { count: meant.length })
                    : t('addFeed.subscribe')}
              </Button>
            ) : (
              <Button type="submit" look="primary" disabled={address.trim() === '' || isLooking}>
                {t(isQuestion ? 'addFeed.localYes' : isLinkQuestion ? 'addFeed.linkYes' : 'addFeed.find')}
              </Button>
            )}
          </div>
        </div>
      </form>
    </Dialog>
  );
}
