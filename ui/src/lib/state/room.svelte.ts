/** How much room there is, measured in letters: what a container query of the style sheets asks, for scripts. */

/** Follows the width of an element in rem, with the letters of the size that the person chose. */
export function room(): { width: number; watch: (element: HTMLElement) => () => void } {
  let width = $state(Number.POSITIVE_INFINITY);
  return {
    get width() {
      return width;
    },
    watch(element) {
      const measure = () => {
        const letter = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
        width = element.clientWidth / letter;
      };
      const observer = new ResizeObserver(measure);
      observer.observe(element);
      measure();
      return () => observer.disconnect();
    },
  };
}
