namespace ClusterEvents.Pages.Monthly;

/// <summary>What a cell of the sheet shows.</summary>
public enum CellState
{
    /// <summary>A value can be entered.</summary>
    Open,

    /// <summary>A value of the month is on record.</summary>
    Recorded,

    /// <summary>The target was met or missed by the end of the month.</summary>
    Ended,

    /// <summary>The target is not set for the city.</summary>
    NotSet,

    /// <summary>Another city's, for which this person does not record.</summary>
    Others,
}
