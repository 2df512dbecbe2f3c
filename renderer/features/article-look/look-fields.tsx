import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Settings } from '../../../worker/protocol/model.ts';
import { type ArticleLook, changeLook, type LookMeasure, lookLimits, usualLook } from '../../state/article-look.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Slider } from '../../ui/slider.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import { canDivideWords } from './can-divide-words.ts';
import styles from './look-fields.module.css';
import { PageChoice } from './page-choice.tsx';

const faces = ['serif', 'sans', 'hyperlegible', 'mono', 'system'] as const;
const measures = ['articleSize', 'articleWidth', 'articleLeading'] as const;

interface LookFieldsProps {
  readonly look: ArticleLook;
  /** Without words of explanation, as beside the article itself. */
  readonly isBrief?: boolean;
}

/** All that can be chosen of how articles are set; each works at once, and has its way back. */
export function LookFields({ look, isBrief = false }: LookFieldsProps) {
  const canDivide = canDivideWords();
  return (
    <>
      <SettingRow title={t('look.articlePage')} more={isBrief ? '' : t('look.pageMore')}>
        {({ labelledBy }) => (
          <WithReset look={look} of="articlePage">
            <PageChoice labelledBy={labelledBy} value={look.articlePage} onChange={articlePage => void changeLook({ articlePage })} />
          </WithReset>
        )}
      </SettingRow>
      <SettingRow title={t('look.articleFace')} more={isBrief ? '' : t('look.faceMore')}>
        {() => (
          <WithReset look={look} of="articleFace">
            <Select
              label={t('look.articleFace')}
              value={look.articleFace}
              options={faces.map(face => ({ value: face, label: t(`look.face.${face}`) }))}
              onChange={face => void changeLook({ articleFace: face as Settings['articleFace'] })}
            />
          </WithReset>
        )}
      </SettingRow>
      {measures.map(measure => (
        <SettingRow key={measure} title={t(`look.${measure}`)}>
          {({ labelledBy }) => (
            <WithReset look={look} of={measure}>
              <Slider
                labelledBy={labelledBy}
                value={look[measure]}
                {...lookLimits[measure]}
                words={value => measureWords(measure, value)}
                onChange={value => void changeLook({ [measure]: value })}
              />
            </WithReset>
          )}
        </SettingRow>
      ))}
      <SettingRow title={t('look.articleHyphens')} more={canDivide ? (isBrief ? '' : t('look.hyphensMore')) : t('look.hyphensUnknown')}>
        {ids => (
          <WithReset look={look} of="articleHyphens">
            <Switch
              {...ids}
              isOn={look.articleHyphens && canDivide}
              isDisabled={!canDivide}
              onChange={articleHyphens => void changeLook({ articleHyphens })}
            />
          </WithReset>
        )}
      </SettingRow>
    </>
  );
}

function measureWords(measure: LookMeasure, value: number): string {
  return measure === 'articleLeading' ? (value / 100).toFixed(2) : t('look.pixels', { value });
}

function WithReset({ look, of, children }: { readonly look: ArticleLook; readonly of: keyof ArticleLook; readonly children: ReactNode }) {
  const isUsual = look[of] === usualLook[of];
  return (
    <span className={styles['field']}>
      {children}
      <IconButton
        label={t('look.reset', { name: t(`look.${of}`) })}
        icon={<RotateCcw />}
        size="small"
        className={isUsual ? styles['unseen'] : undefined}
        disabled={isUsual}
        onClick={() => void changeLook({ [of]: usualLook[of] })}
      />
    </span>
  );
}
