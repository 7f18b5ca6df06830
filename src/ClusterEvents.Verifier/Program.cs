using System.CommandLine;
using ClusterEvents.Verifier.Folder;
using ClusterEvents.Verifier.Log;
using ClusterEvents.Verifier.Witness;

namespace ClusterEvents.Verifier;

/// <summary>The command-line tool for outside auditors. Exit code 0: clean; 1: findings; 2: could not run.</summary>
public static class Program
{
    public const string Name = "clusterevents-verifier";

    private const int CouldNotRun = 2;

    public static async Task<int> Main(string[] args)
    {
        var root = Commands();
        if (args.Length == 0)
        {
            root.Parse("--help").Invoke(new() { Output = Console.Error });
            return CouldNotRun;
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            return CouldNotRun;
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is VerifierException or IOException or UnauthorizedAccessException
            or HttpRequestException or InvalidDataException or FormatException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"It could not run: {exception.Message}");
            return CouldNotRun;
        }
    }

    internal static RootCommand Commands()
    {
        var root = new RootCommand("Verifies a ClusterEvents record without trusting its operator.")
        {
            FolderCommand.Create(), TimelineCommand.Create(), ReceiptCommand.Create(), LogCommand.Create(),
            WitnessCommand.Create(), WitnessCommand.CreateKey(),
        };
        Usage.AddTo(root);
        return root;
    }
}

/// <summary>The command cannot be carried out; the message explains why and what to do.</summary>
internal sealed class VerifierException(string message) : Exception(message);
