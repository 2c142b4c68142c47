/** The one place where Ant Design gets its looks, read from styles/tokens.css. */
import { type ThemeConfig, theme } from 'antd'
import { useMemo, useSyncExternalStore } from 'react'

/** What the person's system asks for, followed while the page is open. */
function preference(media: string): () => boolean {
  const query = window.matchMedia(media)
  const subscribe = (listener: () => void) => {
    query.addEventListener('change', listener)
    return () => query.removeEventListener('change', listener)
  }
  return () => useSyncExternalStore(subscribe, () => query.matches)
}

// paper is white, whatever the screen
export const useDark = preference('screen and (prefers-color-scheme: dark)')
const useStill = preference('(prefers-reduced-motion: reduce)')

/** A colour of tokens.css as it stands now: `token('overdue')`; for charts, which do not read CSS. */
export const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

const themeConfig = (dark: boolean, still: boolean): ThemeConfig => ({
  algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
  hashed: false,
  token: {
    colorPrimary: token('primary'),
    colorInfo: token('due'),
    colorLink: token('primary'),
    // the kit's lighter hover colour is too faint on white
    colorLinkHover: token('primary'),
    linkHoverDecoration: 'underline',
    colorSuccess: token('done'),
    colorWarning: token('soon'),
    colorError: token('overdue'),
    colorTextLightSolid: token('on-primary'),
    colorBgLayout: token('ground'),
    colorBgContainer: token('surface'),
    colorBgElevated: token('raised'),
    colorText: token('text'),
    colorTextSecondary: token('text-soft'),
    colorTextTertiary: token('text-soft'),
    colorTextDescription: token('text-soft'),
    colorTextPlaceholder: token('text-soft'),
    colorErrorBg: token('overdue-soft'),
    // what the kit derives of the dark amber is a muddy grey
    colorWarningBg: token('soon-soft'),
    colorInfoBg: token('due-soft'),
    colorSuccessBg: token('done-soft'),
    colorBorder: token('line'),
    colorBorderSecondary: token('line-soft'),
    borderRadius: 4,
    fontSize: 14,
    lineHeight: 22 / 14,
    fontFamily: token('font'),
    // the kit waits for its own animations, which a style sheet alone would cut short
    motion: !still,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
  },
  components: {
    Table: {
      cellPaddingBlockMD: 8,
      cellPaddingInlineMD: 12,
      headerBg: token('unknown-soft'),
      headerColor: token('text-soft'),
    },
    Menu: { itemHeight: 34, itemBorderRadius: 4, groupTitleFontSize: 12 },
  },
})

/** Follows the system between light and dark, and in whether things move. */
export function useTheme(): ThemeConfig {
  const dark = useDark()
  const still = useStill()
  return useMemo(() => themeConfig(dark, still), [dark, still])
}
