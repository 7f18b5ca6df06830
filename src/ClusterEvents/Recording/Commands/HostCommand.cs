using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ClusterEvents.Recording.Commands;

/// <summary>
/// A command of the program. Its arguments are read and checked before anything is started; then it is given the host
/// to work with. Settings of the host, such as <c>--data</c>, are no arguments of a command.
/// </summary>
internal sealed class HostCommand(string name, string description) : Command(name, description)
{
    private static readonly ParserConfiguration Parsing = new()
    {
        // The name of a file may begin with @, and stands for itself.
        ResponseFileTokenReplacer = null,
    };

    /// <summary>Does what the command is for, and returns the exit code.</summary>
    public required Func<ParseResult, IHost, Task<int>> RunAsync { get; init; }

    /// <summary>Reads the arguments that follow the name of the command.</summary>
    public ParseResult Read(IReadOnlyList<string> arguments) => Parse(arguments, Parsing);

    /// <summary>Prints what the command is for and what it takes.</summary>
    public void PrintHelp() => ((SynchronousCommandLineAction)new HelpOption().Action!).Invoke(Parse([], Parsing));
}
