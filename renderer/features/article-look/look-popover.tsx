import { ALargeSmall } from 'lucide-react';
import { usualLook } from '../../state/article-look.ts';
import { useSettings } from '../../state/settings.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { t } from '../../words.ts';
import { LookFields } from './look-fields.tsx';

/** "Aa": the look of the article, beside the article. */
export function LookPopover() {
  const look = useSettings(state => state.settings ?? usualLook);
  return (
    <Popover label={t('look.title')} trigger={<IconButton label={t('look.title')} icon={<ALargeSmall />} />}>
      <LookFields look={look} isBrief />
    </Popover>
  );
}
