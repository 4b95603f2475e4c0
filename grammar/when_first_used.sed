# Moves what the tool before 4.10 does as the program starts, the tables of lexer and parser, to the first of each: most runs read shipped artifacts only.
# Later tools write neither line, for they do it themselves.
/^Seki(Lexer|Parser)::Initializer Seki(Lexer|Parser)::_init;$/d
s/^(Seki(Lexer|Parser)::Seki(Lexer|Parser)\((CharStream|TokenStream) \*input\) : (Lexer|Parser)\(input\) \{)$/\1\n  static const Initializer initialized;/
