#!/usr/bin/env zsh
# The completion in a real interactive zsh: types a line and the tab key, and waits for what must appear.
# usage: timeout 60 zsh test/cli/completion.zsh FILE   (FILE holds the output of `ibguard completion zsh`)
emulate -L zsh
zmodload zsh/zpty

expect() { # LINE PATTERN
  local seen
  zpty shell 'TERM=dumb zsh -f -i'
  zpty -w shell "stty -echo; PS1=; autoload -Uz compinit; compinit -u -D; setopt no_beep; source ${(q)file}; print RE''ADY"
  zpty -r -m shell seen '*READY*'
  zpty -w -n shell "$1"$'\t\t'
  zpty -r -m shell seen "*$2*"
  zpty -d shell
  print -r -- "ok: $1<tab> gives $2"
}

file=${1:a}
expect 'ibguard ' 'explain*show a rule'
expect 'ibguard lint --upd' '--update-baseline'
expect 'ibguard plan --fail-on ' 'never*note*warning'
expect 'ibguard explain imds' 'imdsv2-required'
expect 'ibguard schema c' 'config'
