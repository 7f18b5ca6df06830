using ClusterEvents.Recording.Commands;
using JasperFx;
using JasperFx.CommandLine;
using JasperFx.CommandLine.Commands;
using JasperFx.CommandLine.Parsing;
using Spectre.Console;

namespace ClusterEvents.Hosting.Composition;

/// <summary>
/// The commands of the program and selected ones of its libraries. Arguments are validated before anything is started.
/// </summary>
public sealed class Commands
{
    /// <summary>
    /// Commands of libraries that are useful to operators. Others are for library development, start a service, or
    /// would delete data.
    /// </summary>
    private static readonly string[] OfLibraries =
        ["codegen", "db-apply", "db-assert", "help", "projections", "run"];

    private readonly CommandFactory _factory = new();

    private Commands()
    {
    }

    /// <summary>Finds the commands without printing where it searches.</summary>
    public static Commands FindAll()
    {
        var (commands, all) = (new Commands(), new CommandFactory());
        var console = AnsiConsole.Console;
        AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TextWriter.Null) });
        all.RegisterCommands(typeof(RunCommand).Assembly);
        all.RegisterCommands(typeof(Commands).Assembly);
        all.RegisterCommandsFromExtensionAssemblies();
        // After an extension was applied, the libraries' own runner does not print the search either.
        all.ApplyExtensions(new ServiceCollection());
        AnsiConsole.Console = console;
        foreach (var type in all.AllCommandTypes())
            if (IsOwn(type) || OfLibraries.Contains(CommandFactory.CommandNameFor(type)))
                commands._factory.RegisterCommand(type);
        return commands;
    }

    /// <summary>Rejects arguments that no command accepts.</summary>
    /// <exception cref="CannotStartException">The message says what is wrong, and where help is.</exception>
    public void Check(string[] command)
    {
        var helps = CommandLine.AsksForHelp(command);
        var name = helps ? "help" : command[0];
        RequireCommand(name);
        if (FaultOf(name, command[1..]) is { } fault)
            throw new CannotStartException($"{fault.TrimEnd('.')}. `help {name}` tells what it takes.");
        if (helps && command is [_, var about] && !InputParser.IsFlag(about)) RequireCommand(about);
    }

    /// <summary>Prints the list of commands, or the help of one. Needs no database.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> HelpAsync(string[] command)
    {
        // The libraries return 1 after printing the help of a command.
        await new CommandExecutor(_factory).ExecuteAsync(command);
        return 0;
    }

    /// <summary>Runs a validated command.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] command, IHost host)
    {
        if (!IsOwn(Find(command[0])!)) return await host.RunJasperFxCommands(command);
        // Commands print data to standard output; everything else, such as exceptions, goes to standard error.
        AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        _factory.ConfigureRun = run => ((CommandInput)run.Input).Host = host;
        var exitCode = await new CommandExecutor(_factory).ExecuteAsync(command);
        // A command that could not run has set an exit code itself.
        return Math.Max(exitCode, Environment.ExitCode);
    }

    private void RequireCommand(string name)
    {
        if (Find(name) is null) throw new CannotStartException($"`{name}` is no command. `help` lists them.");
    }

    private Type? Find(string name) => _factory.AllCommandTypes().FirstOrDefault(type =>
        CommandFactory.CommandNameFor(type).Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsOwn(Type command) => command.Assembly == typeof(Commands).Assembly;

    /// <summary>The error in the arguments of a command; null if they are valid.</summary>
    private string? FaultOf(string name, string[] arguments)
    {
        var usages = _factory.Build(name).Usages;
        // The libraries would not list the choices, and accept numbers as enum names.
        if (arguments is [var given, ..] && !InputParser.IsFlag(given)
            && usages.Arguments.FirstOrDefault()?.ToUsageDescription().Split('|') is { Length: > 1 } choices
            && !choices.Contains(given))
            return $"`{given}` is none of {string.Join('|', choices)}";
        try
        {
            var tokens = new Queue<string>(ArgPreprocessor.Process(arguments));
            var input = usages.BuildInput(tokens, new ActivatorCommandCreator());
            return (input as CommandInput)?.Fault();
        }
        catch (Exception exception)
        {
            // Invalid values cause exceptions of various types.
            return exception.Message.Length > 0 ? exception.Message
                : $"`{string.Join(' ', [name, .. arguments])}` has too few or too many arguments";
        }
    }
}
