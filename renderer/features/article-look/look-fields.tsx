import { useEffect } from 'react';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { type ArticleLook, changeLook, type LookMeasure, lookLimits } from '../../state/article-look.ts';
import { loadDefaults, useSettingRow } from '../../state/settings-page.ts';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Slider } from '../../ui/slider.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import { canDivideWords } from './can-divide-words.ts';
import { PageChoice } from './page-choice.tsx';

const faces = ['serif', 'sans', 'hyperlegible', 'mono', 'system'] as const;

interface LookFieldsProps {
  readonly look: ArticleLook;
  /** Without words of explanation, as beside the article itself. */
  readonly isBrief?: boolean;
}

/** All that can be chosen of how articles are set; each works at once, and has its way back. */
export function LookFields({ look, isBrief = false }: LookFieldsProps) {
  const canDivide = canDivideWords();

  useEffect(() => void loadDefaults(), []);

  const page = useSettingRow('article-page');
  const face = useSettingRow('article-face');
  const hyphens = useSettingRow('article-hyphens');
  return (
    <>
      <SettingRow {...page} more={isBrief ? '' : t('look.pageMore')}>
        {({ labelledBy }) => (
          <PageChoice labelledBy={labelledBy} value={look.articlePage} onChange={articlePage => void changeLook({ articlePage })} />
        )}
      </SettingRow>
      <SettingRow {...face} more={isBrief ? '' : t('look.faceMore')}>
        {() => (
          <Select
            label={face.title}
            value={look.articleFace}
            options={faces.map(value => ({ value, label: t(`look.face.${value}`) }))}
            onChange={value => void changeLook({ articleFace: value as Settings['articleFace'] })}
          />
        )}
      </SettingRow>
      <Measure look={look} settingId="article-size" measure="articleSize" />
      <Measure look={look} settingId="article-width" measure="articleWidth" />
      <Measure look={look} settingId="article-leading" measure="articleLeading" />
      <SettingRow {...hyphens} more={canDivide ? (isBrief ? '' : t('look.hyphensMore')) : t('look.hyphensUnknown')}>
        {ids => (
          <Switch
            {...ids}
            isOn={look.articleHyphens && canDivide}
            isDisabled={!canDivide}
            onChange={articleHyphens => void changeLook({ articleHyphens })}
          />
        )}
      </SettingRow>
    </>
  );
}

interface MeasureProps {
  readonly look: ArticleLook;
  readonly settingId: 'article-size' | 'article-width' | 'article-leading';
  readonly measure: LookMeasure;
}

function Measure({ look, settingId, measure }: MeasureProps) {
  const row = useSettingRow(settingId);
  return (
    <SettingRow {...row}>
      {({ labelledBy }) => (
        <Slider
          labelledBy={labelledBy}
          value={look[measure]}
          {...lookLimits[measure]}
          words={value => measureWords(measure, value)}
          onChange={value => void changeLook({ [measure]: value })}
        />
      )}
    </SettingRow>
  );
}

function measureWords(measure: LookMeasure, value: number): string {
  return measure === 'articleLeading' ? (value / 100).toFixed(2) : t('look.pixels', { value });
}
