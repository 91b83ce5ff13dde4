/**
 * A script of the Kafka tools, with the parts that it shares with others in place: each line `# include FILE` is replaced by that file of
 * `templates/` here. The output holds whole scripts, so that each can be read and run by itself.
 *
 * @param read reads a file as it is
 */
export function kafkaScript(script: URL, read: (file: URL) => string): string {
  return read(script).replace(/^# include ([a-z-]+\.sh)\n/gm, (_, part: string) =>
    read(new URL(`./templates/${part}`, import.meta.url)),
  );
}
