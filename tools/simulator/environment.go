package main

import (
	"maps"
	"slices"
	"strings"
)

// exports are the lines that put an environment into any POSIX shell, ordered
// by name.
func exports(environment map[string]string) string {
	var lines strings.Builder
	for _, name := range slices.Sorted(maps.Keys(environment)) {
		lines.WriteString("export " + name + "=" + quote(environment[name]) + "\n")
	}
	return lines.String()
}

// quote is one word of the shell, on one line, that means value. Text of
// several lines, which single quotes can't hold on one, is put together by
// printf; the newlines at its end don't come through that.
func quote(value string) string {
	if !strings.Contains(value, "\n") {
		return single(value)
	}
	escaped := strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(value)
	return `"$(printf '%b' ` + single(escaped) + `)"`
}

func single(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
