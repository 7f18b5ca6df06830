# The work of .ci/spell: finds prose in C# and Markdown, and asks aspell for the words that are not in the word list.
use strict;
use warnings;
use utf8;
use open ':std', ':encoding(UTF-8)';
use IPC::Open2;

my ($list, @files) = @ARGV;
open my $known, '<:encoding(UTF-8)', $list or die "$list: $!\n";
my %known = map { chomp; lc $_ => 1 } <$known>;

my $vietnamese = qr/[ăâđêôơưĂÂĐÊÔƠƯ\x{00C0}-\x{00C3}\x{00C8}-\x{00CA}\x{00CC}\x{00CD}\x{00D2}-\x{00D5}\x{00D9}\x{00DA}\x{00DD}\x{00E0}-\x{00E3}\x{00E8}-\x{00EA}\x{00EC}\x{00ED}\x{00F2}-\x{00F5}\x{00F9}\x{00FA}\x{00FD}\x{1EA0}-\x{1EF9}]/;
my $sql = qr/\b(?:select|insert into|delete from|order by|group by|create|alter|unnest|notify|grant|revoke|returning|values|begin|from \w+ where|set local|where)\b/;

my %places;    # word => list of file:line

for my $file (@files) {
    open my $in, '<:encoding(UTF-8)', $file or next;
    my $text = do { local $/; <$in> };
    $file =~ /\.md$/ ? markdown($file, $text) : csharp($file, $text);
}

my @unknown = sort grep { !$known{ lc $_ } } misspelt(keys %places);
my $count = 0;
for my $word (@unknown) {
    for my $place (@{ $places{$word} }) {
        print "$place: $word\n";
        $count++;
    }
}
print "$count unknown words. Correct them, write identifiers in backticks, or add the word to $list.\n" if $count;
exit($count ? 1 : 0);

# Comments, string literals and the names of tests.
sub csharp {
    my ($file, $text) = @_;
    while ($text =~ m{
          (?<doc>///[^\n]*) | (?<comment>//[^\n]*) | /\*.*?\*/
        | \$*(?<quotes>"{3,}).*?\g{quotes}                  # raw strings hold JSON, CSV and the like
        | [\$@]*@[\$@]*"(?:[^"]|"")*"                       # verbatim strings hold patterns and paths
        | \$?"(?<string>(?:[^"\\\n]|\\.)*)" | '(?:[^'\\\n]|\\.)+'
        | \b(?:Task|void)\s+(?<test>\w+_\w+)\s*\(
        }gsx)
    {
        my %part = %+;
        my $start = $-[0];
        my $line = 1 + (substr($text, 0, $start) =~ tr/\n//);
        if (defined $part{doc})        { prose($file, $line, xml($part{doc})) }
        elsif (defined $part{comment}) { prose($file, $line, $part{comment}) }
        elsif (defined $part{string})  { message($file, $line, $part{string}) }
        elsif (defined $part{test})    { prose($file, $line, join ' ', split /_/, $part{test}) }
    }
}

sub xml {
    my ($text) = @_;
    $text =~ s{<c>.*?</c>|<[^>]*>}{ }g;
    return $text;
}

# A sentence for people: several words, no SQL, no Vietnamese.
sub message {
    my ($file, $line, $text) = @_;
    $text =~ s/\{[^{}]*\}/ X1 /g;
    $text =~ s/\\[nrt0]/ /g;
    $text =~ s/\\u[0-9A-Fa-f]{4}/ă/g;    # most are combining marks: the text counts as Vietnamese
    return if $text !~ /[A-Za-z]{2,} [a-z]+/ || $text =~ $vietnamese || $text =~ $sql || $text =~ /[{}<>=]|::|\\"/;
    prose($file, $line, $text);
}

sub markdown {
    my ($file, $text) = @_;
    my ($line, $fenced) = (0, 0);
    for (split /\n/, $text) {
        $line++;
        if (/^\s*```/) { $fenced = !$fenced; next }
        next if $fenced;
        my $prose = $_;
        $prose =~ s/\]\([^)]*\)/] /g;
        $prose =~ s/<[^>]*>/ /g;
        $prose =~ s/\*\*|[|*_]{1}(?=\W|$)|(?<=\W)[|*_]/ /g;
        prose($file, $line, $prose);
    }
}

sub prose {
    my ($file, $line, $text) = @_;
    $text =~ s/`[^`]*`/ /g;
    $text =~ s{https?://\S+}{ }g;
    $text =~ s/[“‘"][^”’"]*$vietnamese[^”’"]*[”’"]/ /g;
    for my $token (split /[\s()\[\],;!?“”"…—–‖→×≥≤|&+~]+/, $text) {
        $token =~ s/^[^A-Za-z\x{00C0}-\x{1EF9}]+//;
        $token =~ s/[.:'’*]+$//;
        $token =~ s/['’]s$//;
        next if $token =~ $vietnamese || $token =~ /[^A-Za-z'’\/-]/;
        for my $word (split m{[/-]}, $token) {
            next if $word !~ /^[A-Za-z][a-z]+(?:['’][a-z]+)?$/ || length $word < 3;
            push @{ $places{$word} }, "$file:$line";
        }
    }
}

sub misspelt {
    my $pid = open2(my $out, my $in, 'aspell', '--lang=en_GB', '--encoding=utf-8', 'list');
    binmode $_, ':encoding(UTF-8)' for $out, $in;
    # aspell answers only with what it does not know, so writing everything first cannot fill the pipe for long.
    if (my $child = fork) {
        close $in;
        chomp(my @words = <$out>);
        waitpid $_, 0 for $child, $pid;
        my %seen = map { $_ => 1 } @words;
        return keys %seen;
    }
    print $in "$_\n" for @_;
    close $in;
    require POSIX;
    POSIX::_exit(0);
}
