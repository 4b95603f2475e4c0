// Seki, the language of rules, maps and kinds: lexer and parser rules, without actions.
// engine/syntax hands the parser one `unit` at a time, so that an error stays inside its declaration; `file` is a whole source.
// Before that it turns a keyword that stands where only a name can stand (`x.in`, `{all: 1}`, `in : version`) into WORD,
// and the rest of the line after `case "t" fail` into ADDRESS.
grammar Seki;

tokens { ADDRESS }

// ---- units ------------------------------------------------------------------------------------
file : edition packageClause importClause* declaration* EOF ;
unit : (edition | packageClause | importClause | declaration) EOF ;
expressionUnit : expression EOF ;

edition : 'language' INTEGER ;
packageClause : 'package' name ;
importClause : 'import' name ;

declaration
  : parameterDeclaration | enumDeclaration | recordDeclaration | traitDeclaration | kindDeclaration
  | defineDeclaration | ruleDeclaration | mapDeclaration | testDeclaration ;

parameterDeclaration : 'param' word ':' type ('=' expression)? ('doc' localizedText)? ;
enumDeclaration : 'enum' name 'ordered'? enumValues ;
recordDeclaration : 'record' name fields ;
traitDeclaration : 'trait' name fields ;
kindDeclaration : 'kind' name (':' name (',' name)*)? fields ;
defineDeclaration : 'define' word arguments? ':' type '=' expression ;

enumValues : '(' word (',' word)* ','? ')' ;
fields : '{' field* '}' ;
field : word ':' type ('=' expression)? ;
arguments : '(' (argument (',' argument)* ','?)? ')' ;
argument : word ':' type ;
localizedText : (('en' | 'ja') TEXT)+ ;

type : plainType '?'? ;
plainType
  : ('list' | 'set' | 'dict') 'of' type
  | ('ref' | 'owner') name
  | 'enum' enumValues
  | 'record' fields
  | name ;

// ---- rules ------------------------------------------------------------------------------------
ruleDeclaration : 'rule' word '{' ruleClause* '}' ;
ruleClause
  : 'title' localizedText
  | 'supports' WORD control 'because' localizedText
  | 'severity' WORD
  | 'for' word 'in' population
  | 'let' word '=' expression
  | 'where' expression
  | 'require' expression
  | 'message' localizedText
  | 'remedy' localizedText ;
control : CONTROL | DECIMAL | INTEGER ;

// ---- maps -------------------------------------------------------------------------------------
mapDeclaration
  : 'map' population (',' population)* 'as' word ('each' each (',' each)* 'key' expression)? ('where' expression)?
    'to' name '{' mapItem* '}' ;
each : word 'in' expression ;
mapItem
  : 'let' word '=' expression
  | 'identity' word 'within' word '=' expression
  | name ('=' expression | 'unavailable' TEXT) ;

// ---- tests ------------------------------------------------------------------------------------
testDeclaration : 'test' ('map' population | name) ('from' TEXT)? '{' ('at' TIMESTAMP)? testCase* '}' ;
testCase : 'case' TEXT (verdict ('with' caseParameter (',' caseParameter)*)?)? (caseBody | ADDRESS | TEXT) ;
verdict : word | 'unknown' ;
caseParameter : word '=' expression ;
caseBody : '{' caseItem* '}' ;
caseItem
  : 'open' population
  | 'expect' expression
  | population word record ;

// ---- names ------------------------------------------------------------------------------------
name : word ('.' word)* ;
population : word ('.' (word | TEXT | '*'))* ;
// The words that are keywords in some place only.
word
  : WORD
  | 'language' | 'package' | 'import' | 'param' | 'doc' | 'ordered' | 'trait' | 'kind' | 'define' | 'rule' | 'title' | 'supports'
  | 'severity' | 'let' | 'require' | 'message' | 'remedy' | 'en' | 'ja' | 'map' | 'as' | 'each' | 'key' | 'to' | 'identity' | 'within'
  | 'unavailable' | 'test' | 'from' | 'at' | 'case' | 'open' | 'expect' | 'unconfigured' ;

// ---- expressions, loosest first -----------------------------------------------------------------
expression : disjunction ('implies' expression)? ;
disjunction : conjunction ('or' conjunction)* ;
conjunction : negation ('and' negation)* ;
negation : 'not' negation | comparison ;
comparison : fallback comparisonTail* ;        // more than one tail is refused with a message of its own
comparisonTail : comparisonOperator fallback | 'is' name ;
comparisonOperator : '==' | '!=' | '<' | '<=' | '>' | '>=' | 'not'? ('in' | 'refers') ;
fallback : sum fallbackTail* ;
fallbackTail : '??' sum | 'default' sum 'because' TEXT ;
sum : product (('+' | '-') product)* ;
product : prefix ('*' prefix)* ;
prefix : ('present' | 'nonempty' | 'empty' | 'resolved' | 'configured' | '-') prefix | path ;
path : atom step* ;
step : '.' (word | TEXT | '*') | '[' expression ']' | '(' (expression (',' expression)* ','?)? ')' ;

atom
  : literal
  | word
  | '(' expression ')'
  | list
  | braces
  | 'dict' dictBody
  | unknown
  | 'ref' TEXT
  | conditional
  | choice
  | quantifier
  | selection
  | binding ;

literal : INTEGER | DECIMAL | TEXT | RAW_TEXT | DURATION | PERIOD | DATE | TIMESTAMP | 'true' | 'false' | 'absent' | 'forever' ;
list : '[' (expression (comprehension | (',' expression)* ','?))? ']' ;
braces : record | set ;
record : '{' (recordField (',' recordField)* ','?)? '}' ;
recordField : (word | TEXT) ':' expression ;
set : '{' expression (comprehension | (',' expression)* ','?) '}' ;
dictBody : '{' (dictEntry (comprehension | (',' dictEntry)* ','?))? '}' ;
dictEntry : expression ':' expression ;
comprehension : 'for' binders ;

unknown : 'unknown' (TEXT | 'unconfigured' | 'refers' target)? ;
target : word ('.' (word | TEXT) | '[' (INTEGER | TEXT) ']')* ;
conditional : 'if' expression 'then' expression 'else' expression ;
choice : 'match' expression '{' arm (',' arm)* ','? '}' ;
arm : ('else' | pattern (',' pattern)*) '->' expression ;
pattern : '-'? literal | name ;
quantifier : ('any' | 'all' | 'no') binders (':' expression)? ;
selection : 'the' binder ;
binding : 'with' word '=' expression ':' expression ;
binders : binder (',' binder)* ;
binder : word 'in' expression ('where' expression)? ;

// ---- words reserved in expressions ----------------------------------------------------------------
ANY : 'any' ; ALL : 'all' ; NO : 'no' ; THE : 'the' ; WITH : 'with' ; IF : 'if' ; THEN : 'then' ; ELSE : 'else' ; MATCH : 'match' ;
FOR : 'for' ; IN : 'in' ; WHERE : 'where' ; AND : 'and' ; OR : 'or' ; NOT : 'not' ; IMPLIES : 'implies' ; IS : 'is' ; REFERS : 'refers' ;
PRESENT : 'present' ; NONEMPTY : 'nonempty' ; EMPTY : 'empty' ; RESOLVED : 'resolved' ; CONFIGURED : 'configured' ;
DEFAULT : 'default' ; BECAUSE : 'because' ; ABSENT : 'absent' ; UNKNOWN : 'unknown' ; TRUE : 'true' ; FALSE : 'false' ; FOREVER : 'forever' ;

// ---- words that are keywords in some place only -----------------------------------------------------
LANGUAGE : 'language' ; PACKAGE : 'package' ; IMPORT : 'import' ; PARAM : 'param' ; DOC : 'doc' ; ENUM : 'enum' ; ORDERED : 'ordered' ;
RECORD : 'record' ; TRAIT : 'trait' ; KIND : 'kind' ; DEFINE : 'define' ; RULE : 'rule' ; TITLE : 'title' ; SUPPORTS : 'supports' ;
SEVERITY : 'severity' ; LET : 'let' ; REQUIRE : 'require' ; MESSAGE : 'message' ; REMEDY : 'remedy' ; EN : 'en' ; JA : 'ja' ; MAP : 'map' ;
AS : 'as' ; EACH : 'each' ; KEY : 'key' ; TO : 'to' ; IDENTITY : 'identity' ; WITHIN : 'within' ; UNAVAILABLE : 'unavailable' ;
TEST : 'test' ; FROM : 'from' ; AT : 'at' ; CASE : 'case' ; OPEN : 'open' ; EXPECT : 'expect' ; UNCONFIGURED : 'unconfigured' ;
LIST : 'list' ; SET : 'set' ; DICT : 'dict' ; OF : 'of' ; REF : 'ref' ; OWNER : 'owner' ;

// ---- literals ---------------------------------------------------------------------------------
TIMESTAMP : FULL_DATE 'T' DIGIT DIGIT ':' DIGIT DIGIT (':' DIGIT DIGIT ('.' DIGIT+)?)? ('Z' | [+-] DIGIT DIGIT ':' DIGIT DIGIT) ;
DATE : FULL_DATE ;
PERIOD : DIGIT+ 'y' (DIGIT+ 'mo')? (DIGIT+ 'd')? | DIGIT+ 'mo' (DIGIT+ 'd')? ;
DURATION
  : DIGIT+ 'd' (DIGIT+ 'h')? (DIGIT+ 'm')? (DIGIT+ 's')? | DIGIT+ 'h' (DIGIT+ 'm')? (DIGIT+ 's')?
  | DIGIT+ 'm' (DIGIT+ 's')? | DIGIT+ 's' ;
CONTROL : DIGIT+ '.' DIGIT+ ('.' (DIGIT+ | [A-Z]+))+ ;
DECIMAL : DIGIT+ '.' DIGIT+ ;
INTEGER : DIGIT+ ;
RAW_TEXT : 'r"' ~["\r\n]* '"' ;
TEXT : '"' TEXT_CHARACTER* '"' ;
WORD : [A-Za-z_] [A-Za-z0-9_]* ;
COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
SPACE : [ \t\r\n]+ -> skip ;

// ---- what no Seki text holds: refused with a help by engine/syntax -----------------------------------
BAD_NUMBER : DIGIT+ [A-Za-z_] [A-Za-z0-9_]* | FULL_DATE 'T' [0-9:.]* ;
UNCLOSED_TEXT : 'r'? '"' TEXT_CHARACTER* '\\'? ;
SINGLE_QUOTED : '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\'' ;
FOREIGN_COMMENT : '/*' .*? ('*/' | EOF) | '#' ~[\r\n]* ;
FOREIGN_OPERATOR : '&&' | '||' | '!' | '===' | '!==' | '<>' | '=>' | '=<' | ':=' | ';' | '%' | '/' | '?.' | '...' | '|' | '&' | '^' | '~' | '@' | '$' ;
// From DEL on: rules must not tell one character of these from another (engine/syntax/antlr/lex.cc).
FOREIGN : ~[\u0000-\u007E]+ ;
OTHER : . ;

fragment FULL_DATE : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT ;
fragment TEXT_CHARACTER : ~["\\\r\n] | '\\' ~[\r\n] ;
fragment DIGIT : [0-9] ;
